package io.vedette.camera.discovery;

import io.vedette.testing.Namespaces;
import io.vedette.testing.Namespaces.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Debian's own responders, started in a machine of a test's network. */
final class ForeignPeers {

  static final String UUID = "5a9ad6b8-1c3f-4a63-9a1f-0123456789ab";

  private final Namespaces network;
  private final String machine;
  private final Path folder;

  /**
   * @param folder for their configuration and what they keep
   */
  ForeignPeers(Namespaces network, String machine, Path folder) {
    this.network = network;
    this.machine = machine;
    this.folder = folder;
  }

  /** A computer by WS-Discovery. */
  Running wsdd() throws IOException {
    return network.start(machine, "wsdd", "-4", "-i", "eth0", "-t", "-U", UUID, "-n", "peer");
  }

  /**
   * An RTSP server by multicast DNS. Its folders are mounted over for it alone; ip(8) has given the
   * program its own view of what is mounted.
   */
  Running avahi() throws IOException {
    Path own = Files.createDirectory(folder.resolve("avahi"));
    Path services = Files.createDirectory(own.resolve("services"));
    Files.writeString(
        own.resolve("avahi-daemon.conf"),
        """
        [server]
        host-name=peer
        use-ipv6=no
        enable-dbus=no
        """);
    Files.writeString(
        services.resolve("rtsp.service"),
        """
        <?xml version="1.0" standalone='no'?>
        <!DOCTYPE service-group SYSTEM "avahi-service.dtd">
        <service-group><name>Gate</name><service><type>_rtsp._tcp</type><port>8554</port>
        <txt-record>path=/live</txt-record></service></service-group>
        """);
    return network.start(
        machine,
        "sh",
        "-c",
        "mount -t tmpfs run /run && mount --bind \"$0\" /etc/avahi"
            + " && exec avahi-daemon --no-drop-root --no-chroot --no-rlimits",
        own.toString());
  }

  /** A media server by SSDP. */
  Running minidlna() throws IOException {
    Path own = Files.createDirectory(folder.resolve("minidlna"));
    Path configuration = own.resolve("minidlna.conf");
    Files.writeString(
        configuration,
        """
        network_interface=eth0
        port=8200
        friendly_name=Films
        media_dir=%1$s
        db_dir=%1$s
        log_dir=%1$s
        inotify=no
        """
            .formatted(own));
    return network.start(
        machine,
        "minidlnad",
        "-d",
        "-f",
        configuration.toString(),
        "-P",
        own.resolve("pid").toString());
  }
}
