package io.vedette.camera.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vedette.media.CodecParameters;
import io.vedette.rtsp.SessionDescription;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioChoiceTest {

  private static AudioChoice choose(String... audio) throws Exception {
    String sdp =
        "v=0\nm=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000\n" + String.join("\n", audio) + "\n";
    return AudioChoice.of(SessionDescription.parse(sdp.getBytes(StandardCharsets.UTF_8)));
  }

  private static String described(AudioChoice choice) {
    return choice
        .offer()
        .map(
            offer ->
                offer.codec().map(CodecParameters::toString).orElse("in the stream")
                    + " by a clock of "
                    + offer.clockRate())
        .orElse("nothing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Static payload types without rtpmap.
        "0 |                 | G.711 µ-law 8 kHz mono by a clock of 8000",
        "8 |                 | G.711 A-law 8 kHz mono by a clock of 8000",
        "9 |                 | G.722 16 kHz mono by a clock of 8000",
        "10|                 | L16 44.1 kHz stereo by a clock of 44100",
        "11|                 | L16 44.1 kHz mono by a clock of 44100",
        "98| PCMU/16000      | G.711 µ-law 16 kHz mono by a clock of 16000",
        "98| pcma/8000/2     | G.711 A-law 8 kHz stereo by a clock of 8000",
        "98| G722/8000       | G.722 16 kHz mono by a clock of 8000",
        "98| G722/16000      | G.722 16 kHz mono by a clock of 16000",
        "98| G726-16/8000    | G.726 16 kbit/s 8 kHz mono by a clock of 8000",
        "98| AAL2-G726-40/8000 | G.726 40 kbit/s (AAL2) 8 kHz mono by a clock of 8000",
        "98| L24/48000/2     | L24 48 kHz stereo by a clock of 48000",
        "98| L8/11025        | L8 11.025 kHz mono by a clock of 11025",
        "98| opus/48000/2    | Opus 48 kHz mono by a clock of 48000",
        "98| MP4A-LATM/44100 | in the stream by a clock of 44100",
      })
  void readsWhatCamerasOffer(int payloadType, String mapping, String expected) throws Exception {
    AudioChoice choice =
        choose(
            "m=audio 0 RTP/AVP " + payloadType,
            mapping == null ? "" : "a=rtpmap:" + payloadType + " " + mapping);
    assertEquals(expected, described(choice));
    assertEquals(Optional.empty(), choice.notice());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MPEG4-GENERIC/16000 | mode=AAC-hbr;config=1408 | AAC 16 kHz mono | 2",
        "MPEG4-GENERIC/16000 | mode=AAC-lbr;config=1408;sizelength=6 | AAC 16 kHz mono | 2",
        // The clock runs at twice the core's rate: SBR by implication.
        "MPEG4-GENERIC/48000/2 | mode=AAC-hbr;config=1310 | HE-AAC 48 kHz stereo | 5",
        "MPEG4-GENERIC/48000/2 | mode=AAC-hbr;config=131056e598 | HE-AAC 48 kHz stereo | 5",
        "MPEG4-GENERIC/48000/2 | mode=AAC-hbr;config=2b118800 | HE-AAC 48 kHz stereo | 5",
        "MPEG4-GENERIC/48000/2 | mode=AAC-hbr;config=eb098800 | HE-AAC 48 kHz stereo | 29",
        // One channel in the configuration, two in the rtpmap: parametric stereo by implication.
        "MPEG4-GENERIC/48000/2 | mode=AAC-hbr;config=1308 | HE-AAC 48 kHz stereo | 29",
        "MP4A-LATM/44100/2 | cpresent=0;config=400024203fc0 | AAC 44.1 kHz stereo | 2",
        "MP4A-LATM/48000/2 | cpresent=0;config=40005623101fe0 | HE-AAC 48 kHz stereo | 5",
        "MP4A-LATM/24000/2 | cpresent=0;SBR-enabled=1;config=400026203fc0 | HE-AAC 48 kHz stereo | 5",
        // No cpresent at all, but a configuration: then it is meant.
        "MP4A-LATM/44100/2 | config=400024203fc0 | AAC 44.1 kHz stereo | 2",
      })
  void tellsAacApart(String mapping, String format, String label, int objectType) throws Exception {
    AudioChoice choice =
        choose("m=audio 0 RTP/AVP 97", "a=rtpmap:97 " + mapping, "a=fmtp:97 " + format);
    CodecParameters codec = choice.offer().orElseThrow().codec().orElseThrow();
    assertEquals(label, codec.toString());
    assertEquals(objectType, ((CodecParameters.Aac) codec).objectType());
  }

  @Test
  void takesTheBestOfSeveral() throws Exception {
    String ulaw = "m=audio 0 RTP/AVP 0";
    String opus = "m=audio 0 RTP/AVP 98\na=rtpmap:98 opus/48000/2\na=fmtp:98 sprop-stereo=1";
    String aac =
        "m=audio 0 RTP/AVP 97\na=rtpmap:97 MPEG4-GENERIC/16000\na=fmtp:97 mode=AAC-hbr;config=1408";
    String g722 = "m=audio 0 RTP/AVP 9";
    String g723 = "m=audio 0 RTP/AVP 4";
    assertEquals("AAC 16 kHz mono by a clock of 16000", described(choose(ulaw, opus, aac, g722)));
    assertEquals("Opus 48 kHz stereo by a clock of 48000", described(choose(ulaw, g722, opus)));
    assertEquals("G.722 16 kHz mono by a clock of 8000", described(choose(ulaw, g723, g722)));
    assertEquals(Optional.empty(), choose(g723, ulaw).notice());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4 | | | audio G723 is a codec that this box does not read",
        "98| AMR/8000 | | audio AMR is a codec that this box does not read",
        "98| | | audio of payload type 98 is a codec that this box does not read",
        "98| MPEG4-GENERIC/16000 | mode=AAC-hbr | its AAC cannot be read: without a configuration",
        "98| MPEG4-GENERIC/16000 | mode=AAC-hbr;config=0c08 |"
            + " its AAC cannot be read: audio object type 1, which browsers do not play",
        "98| MP4A-LATM/16000 | cpresent=0;config=4008 |"
            + " its AAC in LATM cannot be read: LATM of several programs or layers",
        "98| G722/8000/2 | | audio G722 of 2 channels is not read by this box",
        "98| L16/400000 | | an RTP clock of 400000 Hz",
      })
  void saysWhyThereIsNone(int payloadType, String mapping, String format, String why)
      throws Exception {
    AudioChoice choice =
        choose(
            "m=audio 0 RTP/AVP " + payloadType,
            mapping == null ? "" : "a=rtpmap:" + payloadType + " " + mapping,
            format == null ? "" : "a=fmtp:" + payloadType + " " + format);
    assertEquals("nothing", described(choice));
    assertEquals(Optional.of("the camera's audio is not carried: " + why), choice.notice());
  }

  @Test
  void aCameraWithoutAudioNeedsNoNotice() throws Exception {
    AudioChoice choice = choose();
    assertEquals("nothing", described(choice));
    assertEquals(Optional.empty(), choice.notice());
  }
}
