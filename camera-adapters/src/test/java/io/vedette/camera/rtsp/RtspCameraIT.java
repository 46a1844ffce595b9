package io.vedette.camera.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraAddress.Rtsp;
import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.Credentials;
import io.vedette.camera.PacketSource;
import io.vedette.media.CodecParameters;
import io.vedette.media.MediaEvent;
import io.vedette.media.Packet;
import io.vedette.media.StreamFormat;
import io.vedette.testing.GStreamerCamera;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our client against a camera that nobody here wrote. */
@Timeout(240)
class RtspCameraIT {

  /**
   * GStreamer answers DESCRIBE once its pipeline has started, which takes a busy machine a while.
   */
  private static final RtspLimits PATIENT =
      new RtspLimits(
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          Duration.ofSeconds(20),
          Duration.ofSeconds(60));

  private final RtspCameraAdapter adapter = new RtspCameraAdapter(PATIENT, new Random());

  private PacketSource open(URI url, Transport transport) throws CameraException {
    return adapter.open(new Rtsp(url, transport), Optional.empty());
  }

  private static List<Packet> video(PacketSource source, int count) throws CameraException {
    List<Packet> packets = new ArrayList<>();
    while (packets.size() < count) {
      if (source.next() instanceof Packet packet && packet.trackId() == 1) {
        packets.add(packet);
      }
    }
    return packets;
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void readsWholePicturesOverEveryTransport(Transport transport) throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(GStreamerCamera.VIDEO_TRACK);
        PacketSource source = open(camera.url(), transport)) {
      StreamFormat format = assertInstanceOf(StreamFormat.class, source.next());
      CodecParameters.H264 codec =
          assertInstanceOf(CodecParameters.H264.class, format.video().orElseThrow().codec());
      assertEquals(320, codec.picture().width());
      assertEquals(240, codec.picture().height());
      List<Packet> packets = video(source, 60);
      assertTrue(packets.getFirst().key());
      assertTrue(packets.stream().filter(Packet::key).count() >= 2);
      for (int i = 1; i < packets.size(); i++) {
        long step = packets.get(i).dts() - packets.get(i - 1).dts();
        // The kernel drops datagrams that are not read in time; then it goes on with a key frame.
        boolean afterLoss = transport == Transport.UDP && packets.get(i).key();
        long pictures = afterLoss ? Math.max(1, Math.round(step / 3600.0)) : 1;
        assertEquals(3600 * pictures, step, 100);
        assertEquals(packets.get(i).dts(), packets.get(i).pts());
      }
      packets.forEach(RtspCameraIT::consistsOfNalUnitsWithoutParameterSets);
      assertTrue(
          isCaptureTold(source), "GStreamer reports its clock, and it is that of this machine");
    }
  }

  /**
   * Whether of the next thousand pictures one was captured within the two seconds before it was
   * read: the first reports come within seconds, and a busy machine holds up some pictures.
   */
  private static boolean isCaptureTold(PacketSource source) throws CameraException {
    for (int i = 0; i < 1000; i++) {
      long captured = video(source, 1).getFirst().captureEpochNanos() / 1_000_000;
      if (Math.abs(System.currentTimeMillis() - captured) < 2000) {
        return true;
      }
    }
    return false;
  }

  private static void consistsOfNalUnitsWithoutParameterSets(Packet packet) {
    byte[] data = packet.data().toByteArray();
    int at = 0;
    while (at < data.length) {
      int length =
          (data[at] & 0xff) << 24
              | (data[at + 1] & 0xff) << 16
              | (data[at + 2] & 0xff) << 8
              | data[at + 3] & 0xff;
      int type = data[at + 4] & 0x1f;
      assertTrue(type >= 1 && type <= 6, "NAL unit type " + type);
      at += 4 + length;
    }
    assertEquals(data.length, at);
  }

  @Test
  void takesUdpWhenTheCameraRefusesTcp() throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.over("udp");
        PacketSource source = open(camera.url(), Transport.AUTO)) {
      assertEquals(10, video(source, 10).size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"basic", "digest"})
  void signsIn(String auth) throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.asking(auth)) {
      Rtsp address = new Rtsp(camera.url(), Transport.TCP);
      try (PacketSource source = adapter.open(address, Optional.of(GStreamerCamera.CREDENTIALS))) {
        assertEquals(3, video(source, 3).size());
      }
      CameraException wrong =
          assertThrows(
              CameraException.class,
              () -> adapter.open(address, Optional.of(new Credentials("joe", "wrong"))).close());
      assertEquals(Reason.UNAUTHORIZED, wrong.reason());
      assertTrue(
          wrong.getMessage().contains("refuses the user name or the password"), wrong.getMessage());
      CameraException none =
          assertThrows(
              CameraException.class, () -> adapter.open(address, Optional.empty()).close());
      assertEquals(Reason.UNAUTHORIZED, none.reason());
      assertTrue(none.getMessage().contains("none is set"), none.getMessage());
    }
  }

  @Test
  void bringsAudioOnceItComes() throws Exception {
    String launch = GStreamerCamera.VIDEO_TRACK + " " + GStreamerCamera.AUDIO_TRACK;
    try (GStreamerCamera camera = GStreamerCamera.playing(launch);
        PacketSource source = open(camera.url(), Transport.TCP)) {
      int sounds = 0;
      Optional<StreamFormat> format = Optional.empty();
      long lastSound = -1;
      while (sounds < 20) {
        switch (source.next()) {
          case StreamFormat now -> format = Optional.of(now);
          case Packet packet when packet.trackId() == 2 -> {
            sounds++;
            assertTrue(packet.dts() > lastSound);
            lastSound = packet.dts();
          }
          case MediaEvent other ->
              assertFalse(other instanceof Packet packet && packet.trackId() != 1);
        }
      }
      CodecParameters.Aac audio =
          assertInstanceOf(
              CodecParameters.Aac.class, format.orElseThrow().audio().orElseThrow().codec());
      assertEquals(16_000, audio.sampleRate());
      assertEquals(1, audio.channels());
    }
  }

  @Test
  void findsParameterSetsThatAreOnlyInTheStream() throws Exception {
    String launch =
        GStreamerCamera.VIDEO + " ! h264parse ! rtph264pay name=pay0 pt=96 config-interval=1";
    try (GStreamerCamera camera = GStreamerCamera.playing(launch);
        PacketSource source = open(camera.url(), Transport.TCP)) {
      assertInstanceOf(StreamFormat.class, source.next());
      assertTrue(video(source, 30).getFirst().key());
    }
  }

  /** Cameras with open groups of pictures: one IDR picture, then intra pictures to begin with. */
  @Test
  void recoveryPointsAreKeysWhereNoIdrPictureComesAnyMore() throws Exception {
    String launch =
        "videotestsrc is-live=true pattern=ball"
            + " ! video/x-raw,format=I420,width=320,height=240,framerate=25/1"
            + " ! x264enc option-string=open-gop=1 bframes=2 b-adapt=false key-int-max=25"
            + " speed-preset=ultrafast bitrate=500 ! video/x-h264,profile=main"
            + " ! h264parse ! rtph264pay name=pay0 pt=96";
    try (GStreamerCamera camera = GStreamerCamera.playing(launch);
        PacketSource source = open(camera.url(), Transport.TCP)) {
      List<Packet> packets = video(source, 125);
      List<Packet> keys = packets.stream().filter(Packet::key).toList();
      assertTrue(hasNalUnit(keys.getFirst(), 5));
      assertTrue(keys.size() >= 3, keys.toString());
      assertFalse(keys.stream().skip(1).anyMatch(key -> hasNalUnit(key, 5)), keys.toString());
      for (int i = 1; i < packets.size(); i++) {
        assertTrue(packets.get(i).dts() > packets.get(i - 1).dts());
        assertTrue(packets.get(i).dts() <= packets.get(i).pts());
      }
    }
  }

  private static boolean hasNalUnit(Packet packet, int type) {
    ByteBuffer data = ByteBuffer.wrap(packet.data().toByteArray());
    while (data.hasRemaining()) {
      int length = data.getInt();
      if ((data.get(data.position()) & 0x1f) == type) {
        return true;
      }
      data.position(data.position() + length);
    }
    return false;
  }

  @Test
  void aCameraThatLosesItsPowerIsNoticedAtOnce() throws Exception {
    GStreamerCamera camera = GStreamerCamera.playing(GStreamerCamera.VIDEO_TRACK);
    try (PacketSource source = open(camera.url(), Transport.TCP)) {
      video(source, 3);
      camera.close();
      CameraException gone = assertThrows(CameraException.class, () -> video(source, 1000));
      assertEquals(Reason.CLOSED, gone.reason());
    }
  }

  @Test
  void aWrongPathAndAudioAloneAreNamed() throws Exception {
    try (GStreamerCamera camera =
        GStreamerCamera.playing(GStreamerCamera.AUDIO_TRACK.replace("pay1", "pay0"))) {
      CameraException silent =
          assertThrows(CameraException.class, () -> open(camera.url(), Transport.TCP).close());
      assertEquals(Reason.UNSUPPORTED_MEDIA, silent.reason());
      assertEquals(
          "DESCRIBE: the camera offers no video, only audio MPEG4-GENERIC", silent.getMessage());
      CameraException lost =
          assertThrows(
              CameraException.class,
              () -> open(URI.create(camera.url() + "/nowhere"), Transport.TCP).close());
      assertEquals(Reason.NOT_FOUND, lost.reason());
    }
  }
}
