package io.vedette.camera.rtmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.media.CodecParameters;
import io.vedette.media.MediaEvent;
import io.vedette.media.Packet;
import io.vedette.media.StreamFormat;
import io.vedette.rtmp.RtmpMessage;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PushAssemblyTest {

  private static final long MILLI = 1_000_000;

  /** Of x264. */
  private static final String AVC =
      "17 00 000000 01 64000d ff e1 0028 6764000dacd10150878888c05a808080a000000300400000064c04003d08000f425259403c50a448"
          + " 01 0004 68cb83cb";

  private static final String KEY = "17 01 000000 00000006 658884000000";
  private static final String NEXT = "27 01 000000 00000005 419a000000";
  private static final String AAC = "af 00 1210";
  private static final String SOUND = "af 01 2110045028";

  private final PushAssembly assembly = new PushAssembly();

  private List<MediaEvent> video(int timestamp, String hex) throws CameraException {
    return take(9, timestamp, hex);
  }

  private List<MediaEvent> audio(int timestamp, String hex) throws CameraException {
    return take(8, timestamp, hex);
  }

  private List<MediaEvent> take(int type, int timestamp, String hex) throws CameraException {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    assembly.take(new RtmpMessage(type, 1, timestamp, bytes, bytes.length), timestamp * MILLI + 7);
    List<MediaEvent> events = new ArrayList<>();
    Optional<MediaEvent> event = assembly.poll();
    while (event.isPresent()) {
      events.add(event.get());
      event = assembly.poll();
    }
    return events;
  }

  @Test
  void theFormatComesWithTheFirstKeyFrameAndHasTheSoundThatIsAnnounced() throws CameraException {
    assertTrue(video(0, AVC).isEmpty());
    assertTrue(audio(0, AAC).isEmpty());
    assertTrue(audio(0, SOUND).isEmpty(), "sound before the format");
    assertTrue(video(0, NEXT).isEmpty(), "a picture before the key frame");
    List<MediaEvent> first = video(40, KEY);
    StreamFormat format = assertInstanceOf(StreamFormat.class, first.get(0));
    assertEquals("H.264 322x242", format.video().orElseThrow().codec().toString());
    assertEquals("AAC 44.1 kHz stereo", format.audio().orElseThrow().codec().toString());
    assertTrue(assertInstanceOf(Packet.class, first.get(1)).key());
    Packet sound = assertInstanceOf(Packet.class, audio(23, SOUND).getFirst());
    assertEquals(2, sound.trackId());
    assertEquals(1024, sound.duration());
    Packet next = assertInstanceOf(Packet.class, video(80, NEXT).getFirst());
    assertEquals(80 * 90, next.pts());
    assertEquals(40 * 90, next.dts(), "one picture is reordered");
    assertEquals(1, video(120, KEY).size(), "the same format again");
  }

  @Test
  void soundIsLaidBehindEachOtherBySamplesAndFollowsGaps() throws CameraException {
    video(0, AVC);
    audio(0, AAC);
    video(0, KEY);
    List<Long> times = new ArrayList<>();
    for (int timestamp : new int[] {0, 23, 46, 70, 1093, 1116}) {
      times.add(((Packet) audio(timestamp, SOUND).getFirst()).dts());
    }
    assertEquals(List.of(0L, 1024L, 2048L, 3072L, 48_201L, 49_225L), times);
    assertTrue(audio(900, SOUND).isEmpty(), "sound where there was some");
  }

  @Test
  void soundThatNoLongerComesIsNoPartOfTheFormat() throws CameraException {
    video(0, AVC);
    audio(0, AAC);
    video(0, KEY);
    StreamFormat silent = assertInstanceOf(StreamFormat.class, video(3000, KEY).getFirst());
    assertTrue(silent.audio().isEmpty());
    assertTrue(audio(3010, SOUND).isEmpty());
    StreamFormat again = assertInstanceOf(StreamFormat.class, video(3040, KEY).getFirst());
    assertTrue(again.audio().isPresent());
  }

  @Test
  void soundOfTelephonesIsCarriedAndMp3IsTold() throws CameraException {
    video(0, AVC);
    audio(0, "82" + "ff".repeat(160));
    StreamFormat format = assertInstanceOf(StreamFormat.class, video(0, KEY).getFirst());
    assertInstanceOf(CodecParameters.RawAudio.class, format.audio().orElseThrow().codec());
    audio(20, "2fffff");
    StreamFormat other = assertInstanceOf(StreamFormat.class, video(40, KEY).getFirst());
    assertTrue(other.audio().isEmpty());
    assertEquals(
        List.of("the camera's audio is not carried: MP3; set the camera to AAC"), other.notices());
  }

  @Test
  void videoThatIsNotReadIsToldByName() {
    CameraException refused = assertThrows(CameraException.class, () -> video(0, "14 00112233"));
    assertEquals(Reason.UNSUPPORTED_MEDIA, refused.reason());
    assertTrue(refused.getMessage().contains("VP6"), refused.getMessage());
  }

  @Test
  void reorderedPicturesKeepTheirTimesAndDecodingTimesRise() throws CameraException {
    video(0, AVC);
    List<Packet> packets = new ArrayList<>();
    video(0, KEY).stream()
        .filter(Packet.class::isInstance)
        .map(Packet.class::cast)
        .forEach(packets::add);
    String[] later = {"000050", "000000", "ffffd8", "000050", "000000"};
    for (int i = 0; i < later.length; i++) {
      String picture = NEXT.replaceFirst("000000", later[i]);
      packets.add((Packet) video(40 * (i + 1), picture).getFirst());
    }
    assertEquals(
        List.of(0L, 120L * 90, 80L * 90, 80L * 90, 240L * 90, 200L * 90),
        packets.stream().map(Packet::pts).toList());
    for (int i = 1; i < packets.size(); i++) {
      assertTrue(packets.get(i).dts() > packets.get(i - 1).dts(), "picture " + i);
    }
  }
}
