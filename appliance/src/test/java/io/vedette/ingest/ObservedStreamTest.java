package io.vedette.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vedette.fragment.Fragment;
import io.vedette.fragment.InitSegment;
import io.vedette.health.PictureFacts;
import io.vedette.health.StreamFacts;
import io.vedette.live.LiveStream;
import io.vedette.live.RingLimits;
import io.vedette.live.SequenceSpace;
import io.vedette.media.StreamFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObservedStreamTest {

  private static final long SECOND = 1_000_000_000L;

  private final ObservedStream observed = new ObservedStream();
  private final LiveStream stream =
      new LiveStream("c-1/main", RingLimits.DEFAULT, new SequenceSpace(_ -> 0));

  private StreamFacts facts() {
    return observed.facts("", 0, "", stream);
  }

  private void keyFrames(int secondsApart) {
    for (int i = 0; i < 3; i++) {
      long time = i * secondsApart * SECOND;
      observed.fragment(new Fragment(i, 1, true, true, time, 1, new byte[9], time, 0), 5);
    }
  }

  @Test
  void tellsWhatTheFormatSays() {
    assertEquals(StreamFacts.NONE, facts());
    StreamFormat format =
        new StreamFormat(ScriptedCamera.FORMAT.tracks(), List.of("something is missing"));
    observed.format(format, InitSegment.of(format), "");
    PictureFacts picture =
        new PictureFacts("H.264", "avc1.64001f", 1280, 720, 8, "4:2:0", Optional.empty());
    assertEquals(Optional.of(picture), facts().picture());
    assertEquals(Optional.empty(), facts().sound());
    assertEquals(List.of("something is missing"), facts().notices());
    assertEquals("H.264 1280x720", observed.label());
  }

  @Test
  void keyFramesTheUsualDistanceApartAreNotWorthANotice() {
    keyFrames(4);
    assertEquals(4, facts().keyFrameSeconds());
    assertEquals(List.of(), facts().notices());
  }

  @Test
  void keyFramesFarApartAre() {
    keyFrames(10);
    assertEquals(10, facts().keyFrameSeconds());
    assertEquals(
        List.of(
            "a key frame only every 10 s: new viewers and HLS wait that long; set the camera's"
                + " I-frame interval (GOP) to its frame rate"),
        facts().notices());
  }
}
