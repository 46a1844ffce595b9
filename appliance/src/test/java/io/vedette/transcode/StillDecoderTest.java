package io.vedette.transcode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vedette.media.Av1SequenceHeader;
import io.vedette.media.CodecParameters;
import io.vedette.media.ParameterSet;
import io.vedette.testing.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StillDecoderTest {

  private static final int TEMPORAL_DELIMITER_BYTES = 2;

  @TempDir Path folder;

  @Test
  void aKeyFrameOfAv1BecomesAPicture() throws Exception {
    Path file = folder.resolve("key.obu");
    Command made =
        Command.run(
            Duration.ofMinutes(3),
            List.of(
                "ffmpeg",
                "-nostdin",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "color=white:s=320x180",
                "-frames:v",
                "1",
                "-c:v",
                "libaom-av1",
                "-cpu-used",
                "8",
                file.toString()));
    assertEquals(0, made.status(), made.output());
    byte[] all = Files.readAllBytes(file);
    byte[] unit = Arrays.copyOfRange(all, TEMPORAL_DELIMITER_BYTES, all.length);
    // The header comes first, and is short enough for one byte to tell its size.
    byte[] header = Arrays.copyOf(unit, 2 + unit[1]);
    CodecParameters.Av1 codec =
        new CodecParameters.Av1(new ParameterSet(header), Av1SequenceHeader.parse(header));

    StillPicture picture = StillDecoder.decode(codec, header, unit);

    assertEquals(320, picture.width());
    assertEquals(180, picture.height());
    assertEquals(255, picture.planes()[320 * 90 + 160] & 0xff, 2);
  }
}
