package io.vedette.rendition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.transcode.video.PictureEncoder;
import io.vedette.transcode.video.VideoDecoder;
import io.vedette.transcode.video.VideoEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SetAsideTest {

  private static final Means MEANS =
      new Means(
          VideoDecoder.VAAPI,
          List.of(VideoEncoder.VAAPI, VideoEncoder.V4L2M2M, VideoEncoder.X264),
          PictureEncoder::open);

  private Instant now = Instant.EPOCH;
  private final SetAside setAside = new SetAside(() -> now);

  private void assertLeft(VideoDecoder decoder, VideoEncoder... encoders) {
    assertEquals(new Means(decoder, List.of(encoders), MEANS.opener()), setAside.without(MEANS));
  }

  @Test
  void whatFailsIsTriedAgainAfterAWhile() {
    setAside.failed(VideoEncoder.VAAPI);
    assertLeft(VideoDecoder.VAAPI, VideoEncoder.V4L2M2M, VideoEncoder.X264);
    setAside.failed(VideoDecoder.VAAPI);
    assertLeft(VideoDecoder.SOFTWARE, VideoEncoder.V4L2M2M, VideoEncoder.X264);
    now = now.plus(Duration.ofMinutes(10));
    assertEquals(MEANS, setAside.without(MEANS));
  }

  @Test
  void whatHangsIsNotTriedAgain() {
    setAside.hung(VideoDecoder.VAAPI, VideoEncoder.V4L2M2M);
    setAside.failed(VideoEncoder.V4L2M2M);
    now = now.plus(Duration.ofDays(1000));
    assertLeft(VideoDecoder.SOFTWARE, VideoEncoder.VAAPI, VideoEncoder.X264);
  }

  @Test
  void viewersWaitForADeviceForASecondOrTwo() {
    assertTrue(MEANS.deviceLimit().toMillis() < 2000, MEANS.deviceLimit().toString());
  }

  @Test
  void theProcessorIsAlwaysThere() {
    setAside.failed(VideoEncoder.X264);
    setAside.hung(VideoDecoder.SOFTWARE, VideoEncoder.X264);
    assertEquals(MEANS, setAside.without(MEANS));
    Means only = new Means(VideoDecoder.SOFTWARE, List.of(VideoEncoder.VAAPI), MEANS.opener());
    setAside.failed(VideoEncoder.VAAPI);
    assertEquals(only, setAside.without(only));
  }
}
