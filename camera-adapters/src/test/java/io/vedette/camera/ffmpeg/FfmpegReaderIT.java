package io.vedette.camera.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraAdapter;
import io.vedette.camera.CameraAddress.Rtsp;
import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.Credentials;
import io.vedette.camera.Learned;
import io.vedette.camera.Link;
import io.vedette.camera.PacketSource;
import io.vedette.camera.PeerCheck;
import io.vedette.camera.rtsp.RtspCameraAdapter;
import io.vedette.camera.rtsp.RtspLimits;
import io.vedette.media.CodecParameters;
import io.vedette.media.MediaEvent;
import io.vedette.media.Packet;
import io.vedette.media.StreamFormat;
import io.vedette.media.Track;
import io.vedette.rtsp.RtspHeaders;
import io.vedette.rtsp.RtspRequest;
import io.vedette.rtsp.RtspResponse;
import io.vedette.testing.ClosedPort;
import io.vedette.testing.GStreamerCamera;
import io.vedette.testing.QuirkyCamera;
import io.vedette.testing.QuirkyCamera.Behaviour;
import io.vedette.testing.QuirkyStage;
import io.vedette.testing.Resources;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** FFmpeg's reader as a packet source. */
@Timeout(600)
class FfmpegReaderIT {

  /** What a session of libavformat holds is more than a sixtieth of this. */
  private static final long MOST_LEFT = 4 << 20;

  private static final FfmpegCameraAdapter ADAPTER =
      new FfmpegCameraAdapter(Duration.ofSeconds(60), Duration.ofSeconds(20));

  private static PacketSource open(URI url) throws CameraException {
    return ADAPTER.open(new Rtsp(url, Transport.AUTO), Optional.empty());
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

  @Test
  void readsWholePicturesWithTimesAndWithoutParameterSets() throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(GStreamerCamera.VIDEO_TRACK);
        PacketSource source = open(camera.url())) {
      StreamFormat format = assertInstanceOf(StreamFormat.class, source.next());
      CodecParameters.H264 codec =
          assertInstanceOf(CodecParameters.H264.class, format.video().orElseThrow().codec());
      assertEquals(320, codec.picture().width());
      assertEquals(240, codec.picture().height());
      List<Packet> packets = video(source, 60);
      assertTrue(packets.getFirst().key());
      assertTrue(packets.stream().filter(Packet::key).count() >= 2);
      // FFmpeg has no time for the first picture; the second follows it by the clock.
      assertTrue(packets.get(1).pts() > packets.get(0).pts());
      for (int i = 2; i < packets.size(); i++) {
        assertEquals(3600, packets.get(i).pts() - packets.get(i - 1).pts(), 100);
        assertTrue(packets.get(i).dts() > packets.get(i - 1).dts());
      }
      for (Packet packet : packets) {
        byte[] data = packet.data().toByteArray();
        int at = 0;
        while (at < data.length) {
          int length = java.nio.ByteBuffer.wrap(data).getInt(at);
          int type = data[at + 4] & 0x1f;
          assertTrue(type >= 1 && type <= 6, "NAL unit type " + type);
          at += 4 + length;
        }
        assertEquals(data.length, at);
      }
    }
  }

  @Test
  void readsH265() throws Exception {
    String launch =
        "videotestsrc is-live=true ! video/x-raw,width=320,height=240,framerate=25/1 ! x265enc"
            + " tune=zerolatency speed-preset=ultrafast key-int-max=25 ! h265parse ! rtph265pay name=pay0"
            + " pt=96 config-interval=-1";
    try (GStreamerCamera camera = GStreamerCamera.playing(launch);
        PacketSource source = open(camera.url())) {
      StreamFormat format = assertInstanceOf(StreamFormat.class, source.next());
      CodecParameters.H265 codec =
          assertInstanceOf(CodecParameters.H265.class, format.video().orElseThrow().codec());
      assertEquals(320, codec.picture().width());
      List<Packet> packets = video(source, 40);
      assertTrue(packets.getFirst().key());
      assertTrue(packets.stream().filter(Packet::key).count() >= 2);
    }
  }

  @Test
  void bringsAudioOnceItComes() throws Exception {
    String launch = GStreamerCamera.VIDEO_TRACK + " " + GStreamerCamera.AUDIO_TRACK;
    try (GStreamerCamera camera = GStreamerCamera.playing(launch);
        PacketSource source = open(camera.url())) {
      int sounds = 0;
      Optional<StreamFormat> format = Optional.empty();
      while (sounds < 20) {
        MediaEvent event = source.next();
        if (event instanceof StreamFormat now) {
          format = Optional.of(now);
        } else if (event instanceof Packet packet && packet.trackId() == 2) {
          sounds++;
        }
      }
      CodecParameters.Aac audio =
          assertInstanceOf(
              CodecParameters.Aac.class, format.orElseThrow().audio().orElseThrow().codec());
      assertEquals(16_000, audio.sampleRate());
      assertEquals(1, audio.channels());
    }
  }

  /** As our own reader hands them over: by the same names, with the same clocks, unharmed. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "G.711 µ-law 8 kHz mono | rate=8000,channels=1 | mulawenc ! rtppcmupay pt=0 | 8000",
        "G.711 A-law 8 kHz mono | rate=8000,channels=1 | alawenc ! rtppcmapay pt=8 | 8000",
        "G.722 16 kHz mono | rate=16000,channels=1 | avenc_g722 ! rtpg722pay pt=9 | 8000",
        "G.726 32 kbit/s 8 kHz mono | rate=8000,channels=1"
            + "| avenc_g726 bitrate=32000 ! rtpg726pay force-aal2=false pt=98 | 8000",
        "L16 44.1 kHz stereo | rate=44100,channels=2 | rtpL16pay pt=98 | 44100",
        "L24 48 kHz mono | rate=48000,channels=1 | rtpL24pay pt=98 | 48000",
        "Opus 48 kHz stereo | rate=48000,channels=2 | opusenc ! rtpopuspay pt=98 | 48000",
      })
  void handsSoundOverThatBrowsersDoNotPlay(String label, String raw, String pay, int clock)
      throws Exception {
    String launch =
        GStreamerCamera.VIDEO_TRACK
            + " audiotestsrc is-live=true ! audioconvert ! audioresample ! audio/x-raw,"
            + raw
            + " ! "
            + pay
            + " name=pay1";
    try (GStreamerCamera camera = GStreamerCamera.playing(launch);
        PacketSource source = open(camera.url())) {
      StreamFormat format = assertInstanceOf(StreamFormat.class, source.next());
      List<Packet> sounds = new ArrayList<>();
      while (sounds.size() < 60) {
        MediaEvent event = source.next();
        if (event instanceof StreamFormat now) {
          format = now;
        } else if (event instanceof Packet packet && packet.trackId() == 2) {
          sounds.add(packet);
        }
      }
      Track track = format.audio().orElseThrow();
      assertEquals(label, track.codec().toString());
      assertEquals(clock, track.timescale());
      assertEquals(List.of(), format.notices());
      // FFmpeg has no time for the first one.
      List<String> gaps = new ArrayList<>();
      for (int i = 2; i < sounds.size(); i++) {
        Packet before = sounds.get(i - 1);
        double gap = (sounds.get(i).pts() - before.pts() - before.duration()) / (double) clock;
        if (Math.abs(gap) > 0.002) {
          gaps.add(gap + " s before sound " + i);
        }
      }
      // A camera that a busy machine held up tells a clock that jumps, and sound that stayed away
      // begins anew: once or twice. A wrong duration would be wrong every time.
      assertTrue(gaps.size() <= 2, gaps.toString());
    }
  }

  @Test
  void saysWhichSoundItDoesNotCarry() throws Exception {
    String launch =
        GStreamerCamera.VIDEO_TRACK
            + " audiotestsrc is-live=true ! audio/x-raw,rate=8000,channels=1 ! gsmenc"
            + " ! rtpgsmpay name=pay1 pt=3";
    try (GStreamerCamera camera = GStreamerCamera.playing(launch);
        PacketSource source = open(camera.url())) {
      StreamFormat format = assertInstanceOf(StreamFormat.class, source.next());
      assertTrue(format.audio().isEmpty());
      assertEquals(
          List.of(
              "the camera's audio is not carried: audio gsm is a codec that this box does not"
                  + " read"),
          format.notices());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"basic", "digest"})
  void signsInWithEveryCharacterAndTellsNobody(String auth) throws Exception {
    StringBuilder all = new StringBuilder();
    for (char c = ' '; c <= '~'; c++) {
      all.append(c);
    }
    Credentials credentials = new Credentials("joe", all.toString());
    try (GStreamerCamera camera = GStreamerCamera.asking(auth, credentials)) {
      Rtsp address = new Rtsp(camera.url(), Transport.AUTO);
      try (PacketSource source = ADAPTER.open(address, Optional.of(credentials))) {
        assertEquals(3, video(source, 3).size());
      }
      CameraException wrong =
          assertThrows(
              CameraException.class,
              () -> ADAPTER.open(address, Optional.of(new Credentials("joe", "geheim"))).close());
      assertEquals(Reason.UNAUTHORIZED, wrong.reason());
      assertFalse(wrong.getMessage().contains("geheim"), wrong.getMessage());
    }
  }

  @Test
  void aPathThatIsNotThereAndAPortThatIsClosedAreNamed() throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(GStreamerCamera.VIDEO_TRACK)) {
      CameraException lost =
          assertThrows(
              CameraException.class, () -> open(URI.create(camera.url() + "/nowhere")).close());
      assertEquals(Reason.NOT_FOUND, lost.reason());
    }
    try (ClosedPort closed = new ClosedPort()) {
      CameraException refused =
          assertThrows(
              CameraException.class,
              () -> open(URI.create("rtsp://127.0.0.1:" + closed.port() + "/camera")).close());
      assertEquals(Reason.UNREACHABLE, refused.reason());
    }
  }

  /** Plays pictures for a while, then nothing but RTCP: what held libavformat for half a minute. */
  private static final Behaviour STALLING =
      new Behaviour() {
        @Override
        public boolean keepsSessions() {
          return true;
        }

        @Override
        public void play(QuirkyStage stage) throws Exception {
          while (stage.isOpen()) {
            if (stage.pictures < 20) {
              stage.picture();
            } else {
              stage.raw(
                  QuirkyStage.frame(
                      1,
                      java.util.HexFormat.of()
                          .parseHex(
                              "80c80006 12345678 e0000000 80000000 00015f90 00000001 00000002"
                                  .replace(" ", ""))));
            }
            stage.pause();
          }
        }
      };

  @Test
  void aStallIsNoticedThoughReportsComeAndTheCameraHearsOfTheEnd() throws Exception {
    FfmpegCameraAdapter adapter =
        new FfmpegCameraAdapter(Duration.ofSeconds(60), Duration.ofSeconds(5));
    try (QuirkyCamera camera = new QuirkyCamera(STALLING)) {
      try (PacketSource source =
          adapter.open(new Rtsp(camera.url(), Transport.AUTO), Optional.empty())) {
        video(source, 15);
        CameraException stalled =
            assertThrows(
                CameraException.class,
                () -> {
                  while (true) {
                    source.next();
                  }
                });
        assertEquals(Reason.STALLED, stalled.reason());
        assertTrue(source.sincePicture().compareTo(Duration.ofSeconds(5)) >= 0);
      }
      // FFmpeg does not wait for the answer.
      assertTrue(camera.awaitOpenSessions(0), "the session is still open");
      assertEquals("TEARDOWN", camera.methods().getLast());
    }
  }

  @Test
  void closingFromAnotherThreadEndsAReadAndTheSession() throws Exception {
    try (QuirkyCamera camera = new QuirkyCamera(STALLING)) {
      PacketSource source = open(camera.url());
      video(source, 3);
      Thread closer = Thread.ofPlatform().start(source::close);
      CameraException stopped =
          assertThrows(
              CameraException.class,
              () -> {
                while (true) {
                  source.next();
                }
              });
      assertEquals(Reason.STOPPED, stopped.reason());
      closer.join();
      // FFmpeg does not wait for the answer.
      assertTrue(camera.awaitOpenSessions(0), "the session is still open");
      assertEquals("TEARDOWN", camera.methods().getLast());
    }
  }

  /** Refuses every transport to whoever is not FFmpeg. */
  private static final class FfmpegOnly implements Behaviour {

    @Override
    public int maxSessions() {
      return 1;
    }

    @Override
    public Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual) {
      boolean ours = request.headers().first("User-Agent").orElse("").startsWith("Vedette");
      return Optional.of(
          request.method().equals("SETUP") && ours
              ? new RtspResponse(461, "Unsupported Transport", usual.headers())
              : usual);
    }
  }

  @Test
  void isTheLastResortOfOurOwnReader() throws Exception {
    Duration patient = Duration.ofSeconds(20);
    RtspLimits limits = new RtspLimits(patient, patient, patient, patient, patient);
    CameraAdapter adapter = new RtspCameraAdapter(limits, new Random(), ADAPTER);
    CameraMemory memory = new CameraMemory();
    try (QuirkyCamera camera = new QuirkyCamera(new FfmpegOnly())) {
      Rtsp address = new Rtsp(camera.url(), Transport.AUTO);
      try (PacketSource source = adapter.open(address, Optional.empty(), memory)) {
        video(source, 15);
      }
      assertEquals(Optional.of(Link.FFMPEG), memory.learned().link());
      // FFmpeg does not wait for the answer.
      assertTrue(camera.awaitOpenSessions(0), "the session is still open");
      long setups = camera.methods().stream().filter("SETUP"::equals).count();
      try (PacketSource source = adapter.open(address, Optional.empty(), memory)) {
        video(source, 15);
      }
      assertEquals(setups + 1, camera.methods().stream().filter("SETUP"::equals).count());
      assertEquals(1, camera.mostSessions());
    }
  }

  /** Asks everybody to sign in, with this. */
  private record Asking(String challenge) implements Behaviour {
    @Override
    public Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual) {
      return Optional.of(
          request.headers().first("Authorization").isPresent()
              ? usual
              : new RtspResponse(
                  401,
                  "Unauthorized",
                  RtspHeaders.NONE
                      .with("CSeq", request.headers().first("CSeq").orElseThrow())
                      .with("WWW-Authenticate", challenge)));
    }
  }

  @Test
  void isNotGivenThePasswordForWhoWantsItInClearTextAndDidNotBefore() throws Exception {
    CameraAdapter adapter = new RtspCameraAdapter(RtspLimits.DEFAULT, new Random(), ADAPTER);
    Optional<Credentials> joe = Optional.of(new Credentials("joe", "pass"));
    CameraMemory memory =
        new CameraMemory(Learned.NOTHING.withLink(Link.FFMPEG), _ -> {}, PeerCheck.NONE);
    try (QuirkyCamera camera = new QuirkyCamera(new Asking("Digest realm=\"c\", nonce=\"n\""))) {
      try (PacketSource source =
          adapter.open(new Rtsp(camera.url(), Transport.AUTO), joe, memory)) {
        video(source, 3);
      }
      assertTrue(memory.learned().takesDigest());
      assertFalse(camera.authorizations().isEmpty());
    }
    try (QuirkyCamera camera = new QuirkyCamera(new Asking("Basic realm=\"c\""))) {
      Rtsp address = new Rtsp(camera.url(), Transport.AUTO);
      CameraException refused =
          assertThrows(CameraException.class, () -> adapter.open(address, joe, memory).close());
      assertEquals(Reason.CLEAR_TEXT, refused.reason());
      assertEquals(List.of(), camera.authorizations());

      memory.note(Learned::withoutSignIn);
      try (PacketSource source = adapter.open(address, joe, memory)) {
        video(source, 3);
      }
      assertEquals(Optional.of(Link.FFMPEG), memory.learned().link());
      assertFalse(camera.authorizations().isEmpty());
    }
  }

  /** Opens that work, that fail and that are broken off: nothing may stay behind. */
  @Test
  void nativeMemoryIsFreedOnEveryWayOut() throws Throwable {
    try (QuirkyCamera camera = new QuirkyCamera(STALLING);
        QuirkyCamera refusing =
            new QuirkyCamera(
                new Behaviour() {
                  @Override
                  public Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual) {
                    return Optional.of(new RtspResponse(404, "Not Found", usual.headers()));
                  }
                })) {
      long javacpp = Pointer.totalBytes();
      Resources.assertFlat(15, 60, MOST_LEFT, () -> openAndClose(camera, refusing));
      assertTrue(
          Resources.isSoon(() -> Pointer.totalBytes() - javacpp < 64 * 1024),
          "JavaCPP holds more than before");
      assertTrue(Pointer.physicalBytes() > 0);
    }
  }

  private static void openAndClose(QuirkyCamera camera, QuirkyCamera refusing)
      throws CameraException {
    try (PacketSource source = open(camera.url())) {
      video(source, 2);
    }
    assertThrows(CameraException.class, () -> open(refusing.url()).close());
  }
}
