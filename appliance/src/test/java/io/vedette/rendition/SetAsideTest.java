package io.vedette.rendition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.health.HardwareAside;
import io.vedette.transcode.TranscodeException;
import io.vedette.transcode.video.PictureEncoder;
import io.vedette.transcode.video.VideoDecoder;
import io.vedette.transcode.video.VideoEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SetAsideTest {

  private static final Means MEANS =
      new Means(
          VideoDecoder.VAAPI,
          List.of(VideoEncoder.VAAPI, VideoEncoder.V4L2M2M, VideoEncoder.X264),
          PictureEncoder::open);

  private static final TranscodeException BROKEN = new TranscodeException("send: broken");

  private Instant now = Instant.EPOCH;
  private final SetAside setAside = new SetAside(() -> now);

  private void assertLeft(VideoDecoder decoder, VideoEncoder... encoders) {
    assertEquals(new Means(decoder, List.of(encoders), MEANS.opener()), setAside.without(MEANS));
  }

  @Test
  void whatFailsIsTriedAgainAfterAWhile() {
    setAside.failed(VideoEncoder.VAAPI, BROKEN);
    assertLeft(VideoDecoder.VAAPI, VideoEncoder.V4L2M2M, VideoEncoder.X264);
    setAside.failed(VideoDecoder.VAAPI, BROKEN);
    assertLeft(VideoDecoder.SOFTWARE, VideoEncoder.V4L2M2M, VideoEncoder.X264);
    now = now.plus(Duration.ofMinutes(10));
    assertEquals(MEANS, setAside.without(MEANS));
  }

  @Test
  void whatIsAsideIsToldWithTheReasonAndTheTime() {
    assertEquals(List.of(), setAside.all());
    setAside.failed(VideoEncoder.VAAPI, BROKEN);
    setAside.failed(VideoDecoder.SOFTWARE, BROKEN);
    setAside.failed(VideoEncoder.X264, BROKEN);
    Optional<Instant> inTen = Optional.of(now.plus(Duration.ofMinutes(10)));
    HardwareAside vaapi = new HardwareAside("encoder", "h264_vaapi", "send: broken", inTen);
    assertEquals(List.of(vaapi), setAside.all());
    setAside.hung(new Gear(VideoDecoder.V4L2_REQUEST, VideoEncoder.X264));
    HardwareAside request =
        new HardwareAside("decoder", "v4l2_request", "it no longer answers", Optional.empty());
    assertEquals(List.of(vaapi, request), setAside.all());

    now = inTen.get();
    assertEquals(List.of(request), setAside.all());
  }

  @Test
  void whatFailsAgainIsAsideFromThenOn() {
    setAside.failed(VideoEncoder.VAAPI, BROKEN);
    now = now.plus(Duration.ofMinutes(9));
    setAside.failed(VideoEncoder.VAAPI, BROKEN);
    now = now.plus(Duration.ofMinutes(9));
    assertLeft(VideoDecoder.VAAPI, VideoEncoder.V4L2M2M, VideoEncoder.X264);
  }

  @Test
  void whatHangsIsNotTriedAgain() {
    setAside.hung(new Gear(VideoDecoder.VAAPI, VideoEncoder.V4L2M2M));
    setAside.failed(VideoEncoder.V4L2M2M, BROKEN);
    now = now.plus(Duration.ofDays(1000));
    assertLeft(VideoDecoder.SOFTWARE, VideoEncoder.VAAPI, VideoEncoder.X264);
  }

  @Test
  void viewersWaitForADeviceForASecondOrTwo() {
    assertTrue(MEANS.deviceLimit().toMillis() < 2000, MEANS.deviceLimit().toString());
  }

  @Test
  void theProcessorIsAlwaysThere() {
    setAside.failed(VideoEncoder.X264, BROKEN);
    setAside.hung(new Gear(VideoDecoder.SOFTWARE, VideoEncoder.X264));
    assertEquals(MEANS, setAside.without(MEANS));
    Means only = new Means(VideoDecoder.SOFTWARE, List.of(VideoEncoder.VAAPI), MEANS.opener());
    setAside.failed(VideoEncoder.VAAPI, BROKEN);
    assertEquals(only, setAside.without(only));
  }
}
