package io.vedette.fuzz;

import io.vedette.fragment.Fragment;
import io.vedette.fragment.FragmentWriter;
import io.vedette.fragment.StreamTimeline;
import io.vedette.media.AccessUnit;
import io.vedette.media.CodecParameters;
import io.vedette.media.DecodingTimes;
import io.vedette.media.Packet;
import io.vedette.media.ParameterSets;
import io.vedette.media.StreamFormat;
import io.vedette.media.Track;
import io.vedette.rtsp.AccessUnitSink;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Makes fragments of what a depacketizer puts together, and holds them to their form. Times are
 * those of the RTP packets as far as they go on from each other.
 */
final class CheckedFragments implements AccessUnitSink {

  private static final int CLOCK_RATE = 90_000;
  private static final int FRAME_TICKS = 3600;
  private static final int MOST_STEP_TICKS = 3 * CLOCK_RATE;
  private static final int MOST_OVERHEAD = 112;
  private static final long FRAME_NANOS = 40_000_000;

  private final ParameterSets sets;
  private final DecodingTimes times = new DecodingTimes();
  private final StreamTimeline timeline = new StreamTimeline(() -> Instant.EPOCH, 0);
  private Optional<FragmentWriter> writer = Optional.empty();
  private Optional<CodecParameters.Video> codec = Optional.empty();
  private boolean stale = true;
  private boolean started;
  private int lastTimestamp;
  private long time;
  private long arrivalNanos;
  private long before = Long.MIN_VALUE;

  CheckedFragments(ParameterSets sets) {
    this.sets = sets;
  }

  @Override
  public void parameterSet(byte[] buffer, int offset, int length) {
    stale |= sets.note(buffer, offset, length);
  }

  @Override
  public void accessUnit(AccessUnit data, boolean key, int timestamp) {
    int step = timestamp - lastTimestamp;
    time += !started ? 0 : Math.abs((long) step) > MOST_STEP_TICKS ? FRAME_TICKS : step;
    started = true;
    lastTimestamp = timestamp;
    arrivalNanos += FRAME_NANOS;
    if (key || stale) {
      if (!key || !begin(data)) {
        return;
      }
    }
    if (times.isSetBack(time)) {
      time = times.following();
    }
    times.next(time, key);
    write(new Packet(1, time, times.decodingTime(), times.duration(), key, data, arrivalNanos));
  }

  @Override
  public void refused(String why) {
    // Said to the user.
  }

  private boolean begin(AccessUnit data) {
    Optional<CodecParameters.Video> needed;
    try {
      needed = sets.forPicture(data);
    } catch (IllegalArgumentException e) {
      return false;
    }
    if (needed.isEmpty()) {
      return false;
    }
    stale = false;
    if (!needed.equals(codec)) {
      codec = needed;
      times.declare(needed.get().picture().reordered(), FRAME_TICKS);
      timeline.beginSession();
      StreamFormat format =
          new StreamFormat(List.of(new Track(1, CLOCK_RATE, needed.get(), times.lead())));
      writer = Optional.of(new FragmentWriter(format, timeline));
      checkBoxes(writer.get().init().bytes());
      Check.that(
          writer.get().init().mimeType().matches("video/mp4; codecs=\"[A-Za-z0-9.]+\""),
          "no MIME type: " + writer.get().init().mimeType());
    }
    return true;
  }

  private void write(Packet packet) {
    Fragment fragment = writer.orElseThrow().write(packet);
    byte[] bytes = fragment.bytes();
    checkBoxes(bytes);
    Check.that(
        Arrays.equals(fragment.sample(), packet.data().toByteArray()), "another sample than came");
    Check.that(
        bytes.length <= packet.data().length() + MOST_OVERHEAD, "a fragment out of all size");
    Check.that(packet.duration() > 0, "a duration of " + packet.duration());
    Check.that(fragment.timeNanos() > before, "a decoding time that does not rise");
    before = fragment.timeNanos();
  }

  private static void checkBoxes(byte[] bytes) {
    int at = 0;
    while (at < bytes.length) {
      int size = ByteBuffer.wrap(bytes).getInt(at);
      Check.that(size >= 8 && size <= bytes.length - at, "a box of " + size + " bytes");
      at += size;
    }
  }
}
