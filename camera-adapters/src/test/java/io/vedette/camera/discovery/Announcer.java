package io.vedette.camera.discovery;

import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;

/**
 * Announces a device by WS-Discovery, in the network namespace that it is started in: each argument
 * is a message, Hello or Bye, sent two seconds after the one before.
 */
final class Announcer {

  private Announcer() {}

  public static void main(String[] messages) throws Exception {
    try (MulticastSocket socket = new MulticastSocket()) {
      socket.setNetworkInterface(NetworkInterface.getByName("eth0"));
      for (String message : messages) {
        byte[] bytes =
            Datagrams.bytes(Datagrams.ANNOUNCEMENT.formatted(message, Datagrams.HIKVISION_UUID));
        socket.send(
            new DatagramPacket(
                bytes, bytes.length, InetAddress.getByName(WsDiscovery.GROUP), WsDiscovery.PORT));
        Thread.sleep(2000);
      }
    }
    Thread.sleep(Long.MAX_VALUE);
  }
}
