package io.vedette.camera.onvif;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vedette.camera.onvif.VideoEncoding.Codec;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamChoiceTest {

  /** Like {@code "H264 640x360 25 source"}; the token is the text itself. */
  private static MediaProfile profile(String text) {
    String[] words = text.strip().split(" ");
    if (words[0].equals("audio") || words[0].equals("nowhere")) {
      return new MediaProfile(
          text.strip(),
          "",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          words[0].equals("audio") ? Optional.empty() : profile("H264 9999x9999 25 a").video(),
          words[0].equals("audio") ? Optional.of(URI.create("rtsp://c/")) : Optional.empty(),
          Optional.empty(),
          false);
    }
    String[] sides = words[1].split("x");
    return new MediaProfile(
        text.strip(),
        "",
        Optional.of(words[3]),
        Optional.of("c"),
        Optional.of("e"),
        Optional.of(
            new VideoEncoding(
                Codec.of(words[0]),
                new PictureSize(Integer.parseInt(sides[0]), Integer.parseInt(sides[1])),
                OptionalDouble.of(Double.parseDouble(words[2])),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty())),
        Optional.of(URI.create("rtsp://c/")),
        Optional.empty(),
        false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "H264 1920x1080 25 a, H264 640x360 25 a | H264 1920x1080 25 a | H264 640x360 25 a",
        // A browser plays the smaller one only.
        "H265 3840x2160 25 a, H264 1280x720 25 a | H264 1280x720 25 a | -",
        "H265 3840x2160 25 a, H265 640x360 25 a | H265 3840x2160 25 a | H265 640x360 25 a",
        // Too narrow, just wide enough, and a narrow one before a JPEG.
        "H264 1920x1080 25 a, H264 320x240 25 a | H264 1920x1080 25 a | -",
        "H264 1920x1080 25 a, H264 352x288 25 a, H264 320x240 9 a, H264 704x576 25 a |"
            + " H264 1920x1080 25 a | H264 352x288 25 a",
        "H264 1920x1080 25 a, JPEG 640x360 5 a, H264 1280x720 25 a |"
            + " H264 1920x1080 25 a | H264 1280x720 25 a",
        "H264 1920x1080 25 a, JPEG 640x360 5 a | H264 1920x1080 25 a | JPEG 640x360 5 a",
        // Of two equal ones the faster is the main one, and there is no other.
        "H264 1280x720 12 a, H264 1280x720 25 a | H264 1280x720 25 a | -",
        // What has no video or no address is no choice; nor is another channel a sub-stream.
        "audio, nowhere, H264 640x360 25 a | H264 640x360 25 a | -",
        "H264 1920x1080 25 a, H264 640x360 25 b | H264 1920x1080 25 a | -",
        "audio | - | -",
      })
  void choosesMainAndSub(String profiles, String main, String sub) {
    StreamChoice choice =
        StreamChoice.of(Arrays.stream(profiles.split(",")).map(StreamChoiceTest::profile).toList());
    assertEquals(main, choice.main().map(MediaProfile::token).orElse("-"));
    assertEquals(sub, choice.sub().map(MediaProfile::token).orElse("-"));
    assertEquals(new StreamChoice(Optional.empty(), Optional.empty()), StreamChoice.of(List.of()));
  }
}
