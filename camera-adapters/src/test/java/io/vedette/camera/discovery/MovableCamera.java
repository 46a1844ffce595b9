package io.vedette.camera.discovery;

import io.vedette.rtsp.RtspHeaders;
import io.vedette.rtsp.RtspRequest;
import io.vedette.rtsp.RtspResponse;
import io.vedette.testing.QuirkyCamera;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A camera in the network namespace that it is started in, at whatever address that has at the
 * moment: RTSP at port 554 for those who sign in, and WS-Discovery if it is given a UUID. Writes a
 * line for every connection and every request, and whether it was signed, and answers each line
 * that it reads, so that a test has all lines before. Runs until it is stopped.
 */
public final class MovableCamera {

  private MovableCamera() {}

  /** Wants a password, of which any will do. */
  private static final class Guarded implements QuirkyCamera.Behaviour {
    @Override
    public Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual) {
      boolean signed = request.headers().first("Authorization").isPresent();
      System.out.println("request " + request.method() + (signed ? " signed" : " open"));
      if (signed || request.method().equals("OPTIONS")) {
        return Optional.of(usual);
      }
      RtspHeaders headers =
          RtspHeaders.NONE
              .with("CSeq", request.headers().first("CSeq").orElse("0"))
              .with("WWW-Authenticate", "Digest realm=\"camera\", nonce=\"0123456789abcdef\"");
      return Optional.of(new RtspResponse(401, "Unauthorized", headers));
    }
  }

  public static void main(String[] uuid) throws Exception {
    if (uuid.length > 0) {
      NetworkInterface device = NetworkInterface.getByName("eth0");
      MulticastSocket socket = new MulticastSocket(WsDiscovery.PORT);
      socket.joinGroup(new InetSocketAddress(WsDiscovery.GROUP, WsDiscovery.PORT), device);
      Thread.ofPlatform().start(() -> answerProbes(socket, device, uuid[0]));
    }
    AtomicInteger connections = new AtomicInteger();
    ServerSocket server =
        new ServerSocket(554, 50, InetAddress.getByName("0.0.0.0")) {
          @Override
          public Socket accept() throws IOException {
            Socket accepted = super.accept();
            System.out.println("connection " + connections.incrementAndGet());
            return accepted;
          }
        };
    try (QuirkyCamera _ = new QuirkyCamera(new Guarded(), server)) {
      System.out.println("ready");
      BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
      while (input.readLine() != null) {
        System.out.println("that is all");
      }
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  private static void answerProbes(DatagramSocket socket, NetworkInterface device, String uuid) {
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
      try {
        socket.receive(packet);
        String text =
            new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
        if (text.contains("NetworkVideoTransmitter")) {
          byte[] answer =
              Datagrams.bytes(
                  Datagrams.GSOAP.formatted(
                      "urn:uuid:" + uuid,
                      "onvif://www.onvif.org/name/Gate onvif://www.onvif.org/hardware/X1",
                      "http://" + address(device) + "/onvif/device_service"));
          socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        // It may have no address at the moment.
        System.out.println("failed: " + e);
      }
    }
  }

  private static String address(NetworkInterface device) {
    return Collections.list(device.getInetAddresses()).stream()
        .map(InetAddress::getHostAddress)
        .filter(text -> text.contains("."))
        .findFirst()
        .orElse("0.0.0.0");
  }
}
