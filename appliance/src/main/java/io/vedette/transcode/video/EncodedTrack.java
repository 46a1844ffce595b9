package io.vedette.transcode.video;

import io.vedette.media.AccessUnit;
import io.vedette.media.CodecParameters;
import io.vedette.media.DecodingTimes;
import io.vedette.media.MediaEvent;
import io.vedette.media.Packet;
import io.vedette.media.StreamFormat;
import io.vedette.media.Track;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** The track that comes out: tells its format when it changes, and makes packets. One thread's. */
final class EncodedTrack {

  private final int id;
  private final PictureTimes times;
  private final DecodingTimes decodingTimes = new DecodingTimes();
  private CodecParameters.H264 announced;
  private long reached;
  private long packets;

  /**
   * @param id of the source's track, kept
   * @param times when pictures arrived
   * @param pictureTicks about how long a picture lasts
   * @param reached where another track has left off that this one goes on with, or {@link
   *     Long#MIN_VALUE}
   */
  EncodedTrack(int id, PictureTimes times, int pictureTicks, long reached) {
    this.id = id;
    this.times = times;
    this.reached = reached;
    decodingTimes.declare(OptionalInt.of(0), pictureTicks);
  }

  /** How many packets were made. */
  long packets() {
    return packets;
  }

  /** A picture of this time would not follow the last. */
  boolean isPast(long pts) {
    return pts <= reached;
  }

  /**
   * Makes a packet.
   *
   * @param parameters what the encoder says of it
   */
  void emit(
      byte[] data,
      long pts,
      boolean key,
      CodecParameters.H264 parameters,
      Consumer<MediaEvent> out) {
    if (key && !parameters.equals(announced)) {
      announced = parameters;
      out.accept(new StreamFormat(List.of(new Track(id, PictureEncoder.TIMESCALE, parameters))));
    }
    decodingTimes.next(pts, key);
    reached = decodingTimes.decodingTime();
    times.find(pts);
    packets++;
    out.accept(
        new Packet(
            id,
            pts,
            decodingTimes.decodingTime(),
            decodingTimes.duration(),
            key,
            AccessUnit.copyOf(data),
            times.arrivalNanos(),
            times.captureEpochNanos()));
  }
}
