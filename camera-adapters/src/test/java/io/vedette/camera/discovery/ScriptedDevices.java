package io.vedette.camera.discovery;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Thirty devices that answer WS-Discovery in one network namespace, at 10.77.0.101 to 130, some of
 * them SSDP and multicast DNS too; one more that has nothing but an RTSP server (10.77.0.140), one
 * that answers nothing but rubbish (10.77.0.150), and one that answers only when it is asked alone
 * (10.77.0.160). Runs until it is stopped.
 */
final class ScriptedDevices {

  static final int COUNT = 30;

  /** A UUID that two of them have. */
  static final String SHARED_UUID = "00000000-1111-2222-3333-000000000028";

  private static final String NETWORK = "10.77.0.";

  private ScriptedDevices() {}

  static String uuid(int number) {
    return number == 29 ? SHARED_UUID : "00000000-1111-2222-3333-%012d".formatted(number);
  }

  static String address(int number) {
    return NETWORK + (101 + number);
  }

  /** Answers WS-Discovery when it is asked alone, and no multicast. */
  private static void answerUnicast(String address) throws IOException {
    DatagramSocket socket = new DatagramSocket(null);
    // The group's socket is at the same port.
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(address, WsDiscovery.PORT));
    Thread.ofPlatform()
        .start(
            () -> {
              while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[65536], 65536);
                try {
                  socket.receive(packet);
                  byte[] match =
                      Datagrams.bytes(
                          Datagrams.GSOAP.formatted(
                              "urn:uuid:" + uuid(60),
                              "onvif://www.onvif.org/name/Alone",
                              "http://" + address + "/onvif/device_service"));
                  packet.setData(match);
                  socket.send(packet);
                } catch (IOException e) {
                  System.out.println("failed: " + e);
                }
              }
            });
  }

  public static void main(String[] arguments) throws Exception {
    answerUnicast(NETWORK + 160);
    NetworkInterface device = NetworkInterface.getByName("eth0");
    listen(device, WsDiscovery.GROUP, WsDiscovery.PORT, ScriptedDevices::probed);
    listen(device, Ssdp.GROUP, Ssdp.PORT, ScriptedDevices::searched);
    listen(device, MulticastDns.GROUP, MulticastDns.PORT, ScriptedDevices::queried);
    for (int number = 0; number < 5; number++) {
      serve(address(number), 8000, description(number));
    }
    String greeting = "RTSP/1.0 200 OK\r\nCSeq: 1\r\nServer: Hipcam RealServer/V1.0\r\n\r\n";
    serve(NETWORK + 140, 554, greeting);
    System.out.println("devices are up");
    Thread.sleep(Long.MAX_VALUE);
  }

  /** Answers a datagram. */
  private interface Answer {
    void answer(String text, InetSocketAddress to) throws IOException, InterruptedException;
  }

  private static void listen(NetworkInterface device, String group, int port, Answer answer)
      throws IOException {
    MulticastSocket socket = new MulticastSocket(port);
    socket.joinGroup(new InetSocketAddress(group, port), device);
    Thread.ofPlatform()
        .start(
            () -> {
              while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[65536], 65536);
                try {
                  socket.receive(packet);
                  String text =
                      new String(
                          packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
                  answer.answer(text, (InetSocketAddress) packet.getSocketAddress());
                } catch (IOException | InterruptedException e) {
                  System.out.println("failed: " + e);
                }
              }
            });
  }

  private static void send(String from, byte[] bytes, InetSocketAddress to) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName(from))) {
      socket.send(new DatagramPacket(bytes, bytes.length, to));
    }
  }

  private static void probed(String text, InetSocketAddress to)
      throws IOException, InterruptedException {
    if (!text.contains("NetworkVideoTransmitter")) {
      return;
    }
    Random random = new Random(1);
    List<Integer> order = new ArrayList<>();
    for (int number = 0; number < COUNT; number++) {
      order.add(number);
    }
    Collections.shuffle(order, random);
    for (int number : order) {
      // Spread over half a second, as the standard wants it.
      Thread.sleep(500 / COUNT);
      String services =
          number == 27
              ? "http://192.168.1.108/onvif/device_service"
              : "http://" + address(number) + "/onvif/device_service";
      String scopes =
          "onvif://www.onvif.org/name/Camera%20" + number + " onvif://www.onvif.org/hardware/X1";
      send(
          address(number),
          Datagrams.bytes(Datagrams.GSOAP.formatted("urn:uuid:" + uuid(number), scopes, services)),
          to);
    }
    String rubbish = NETWORK + 150;
    send(rubbish, new byte[20_000], to);
    send(rubbish, Datagrams.bytes("<a>".repeat(500)), to);
    send(
        rubbish,
        Datagrams.bytes("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
        to);
    send(rubbish, new byte[0], to);
  }

  private static void searched(String text, InetSocketAddress to) throws IOException {
    for (int number = 0; text.startsWith("M-SEARCH") && number < 5; number++) {
      String answer =
          "HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nUSN: uuid:"
              + uuid(number)
              + "::upnp:rootdevice\r\nLOCATION: http://"
              + address(number)
              + ":8000/d.xml\r\n\r\n";
      send(address(number), Datagrams.bytes(answer), to);
    }
  }

  private static void queried(String text, InetSocketAddress to) throws IOException {
    for (int number = 3; text.contains("_axis-video") && number < 8; number++) {
      String[] instance = {"Axis " + number, "_axis-video", "_tcp", "local"};
      byte[] answer =
          new DnsPacket()
              .pointer("_axis-video._tcp.local", instance)
              .service(80, "axis.local", instance)
              .host("axis.local", address(number))
              .bytes();
      send(address(number), answer, to);
    }
  }

  private static String description(int number) {
    return "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<root><device>"
        + "<deviceType>urn:schemas-upnp-org:device:Basic:1</deviceType>"
        + "<manufacturer>Maker "
        + number
        + "</manufacturer><modelName>Network Camera</modelName><UDN>uuid:"
        + uuid(number)
        + "</UDN></device></root>";
  }

  private static void serve(String address, int port, String answer) throws IOException {
    ServerSocket server = new ServerSocket(port, 50, InetAddress.getByName(address));
    Thread.ofPlatform()
        .start(
            () -> {
              while (true) {
                try (Socket connection = server.accept()) {
                  connection.setSoTimeout(2000);
                  connection.getInputStream().read(new byte[4096]);
                  connection.getOutputStream().write(Datagrams.bytes(answer));
                } catch (IOException e) {
                  System.out.println("failed: " + e);
                }
              }
            });
  }
}
