package io.vedette.camera.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.CameraException;
import io.vedette.camera.PacketSource;
import io.vedette.media.Packet;
import io.vedette.rtsp.RtspRequest;
import io.vedette.rtsp.TransportHeader;
import io.vedette.testing.QuirkyCamera;
import io.vedette.testing.QuirkyCamera.Behaviour;
import io.vedette.testing.QuirkyStage;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** RTP in datagrams: out of order, from strangers, through firewalls. */
@Timeout(240)
class UdpCamerasIT extends QuirkTest {

  private static void assertNoneMissing(List<Packet> pictures) {
    for (int i = 1; i < pictures.size(); i++) {
      assertEquals(3600, pictures.get(i).dts() - pictures.get(i - 1).dts(), "picture " + i);
    }
  }

  /** What is overtaken is waited for only so long; a test's camera is late itself at times. */
  private static final long PUNCTUAL_NANOS = 25_000_000;

  private static final int ATTEMPTS = 5;

  @Test
  void datagramsThatOvertakeEachOtherCostNothing() throws Exception {
    for (int attempt = 1; ; attempt++) {
      AtomicBoolean late = new AtomicBoolean();
      try (QuirkyCamera camera = new QuirkyCamera(reversing(late));
          PacketSource source = open(camera.url(), Transport.UDP)) {
        assertNoneMissing(pictures(source, 40));
        return;
      } catch (CameraException | AssertionError e) {
        if (!late.get() || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /**
   * Sends the packets of each picture but the first in reverse, and no more pictures than a socket
   * holds whose reader is late.
   *
   * @param late becomes true when there was a pause between the packets of a picture
   */
  private static Behaviour reversing(AtomicBoolean late) {
    return new Behaviour() {
      @Override
      public void play(QuirkyStage stage) throws Exception {
        while (stage.isOpen() && stage.pictures < 45) {
          List<byte[]> packets = new ArrayList<>();
          packets.add(stage.packet(false, stage.slice(true)));
          packets.add(stage.packet(false, stage.slice(false)));
          packets.add(stage.packet(false, stage.slice(false)));
          packets.add(stage.packet(true, stage.slice(false)));
          if (stage.pictures > 0) {
            packets = packets.reversed();
          }
          long began = System.nanoTime();
          for (byte[] packet : packets) {
            stage.send(packet);
          }
          if (System.nanoTime() - began > PUNCTUAL_NANOS) {
            late.set(true);
          }
          stage.next();
          stage.pause();
        }
      }
    };
  }

  @Test
  void datagramsOfStrangersAreNotListenedTo() throws Exception {
    Semaphore due = new Semaphore(3);
    Behaviour onDemand =
        new Behaviour() {
          @Override
          public void play(QuirkyStage stage) throws Exception {
            while (stage.isOpen()) {
              if (due.tryAcquire(100, TimeUnit.MILLISECONDS)) {
                stage.picture();
              }
            }
          }
        };
    try (QuirkyCamera camera = new QuirkyCamera(onDemand);
        PacketSource source = open(camera.url(), Transport.UDP);
        DatagramSocket stranger =
            new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.0.2"), 0))) {
      pictures(source, 3);
      RtspRequest setup =
          camera.requests().stream()
              .filter(request -> request.method().equals("SETUP"))
              .findFirst()
              .orElseThrow();
      int port =
          TransportHeader.parse(setup.headers().first("Transport").orElseThrow())
              .pair("client_port")
              .orElseThrow()
              .rtp();
      byte[] lie = new byte[20];
      lie[0] = (byte) 0x80;
      lie[1] = 96;
      for (int i = 0; i < 200; i++) {
        lie[3] = (byte) i;
        stranger.send(new DatagramPacket(lie, lie.length, InetAddress.getLoopbackAddress(), port));
        // All of them fit into the socket, however late they are read.
        if (i % 10 == 9) {
          due.release();
        }
      }
      assertNoneMissing(pictures(source, 20));
    }
  }

  /** What opens a firewall must not disturb: it comes before PLAY and is no valid stream. */
  @Test
  void aDatagramGoesToTheCamerasPortBeforePlay() throws Exception {
    try (DatagramSocket port = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port.setSoTimeout(30_000);
      Behaviour behaviour =
          new Behaviour() {
            @Override
            public java.util.Optional<io.vedette.rtsp.RtspResponse> answer(
                RtspRequest request, io.vedette.rtsp.RtspResponse usual) {
              if (!request.method().equals("SETUP")) {
                return java.util.Optional.of(usual);
              }
              String agreed = usual.headers().first("Transport").orElseThrow();
              int own = port.getLocalPort();
              return java.util.Optional.of(
                  with(
                      usual,
                      "Transport",
                      agreed.replaceAll("server_port=.*", "server_port=" + own + "-" + own)));
            }
          };
      try (QuirkyCamera camera = new QuirkyCamera(behaviour);
          PacketSource source = open(camera.url(), Transport.UDP)) {
        DatagramPacket knock = new DatagramPacket(new byte[100], 100);
        port.receive(knock);
        assertEquals(12, knock.getLength());
        assertEquals((byte) 0x80, knock.getData()[0]);
        port.receive(knock);
        assertEquals(8, knock.getLength());
        assertEquals((byte) 201, knock.getData()[1]);
        assertTrue(pictures(source, 3).getFirst().key());
      }
    }
  }
}
