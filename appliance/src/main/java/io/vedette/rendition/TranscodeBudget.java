package io.vedette.rendition;

import io.vedette.config.OverBudget;
import io.vedette.health.TranscodeLoad;
import io.vedette.health.TranscodeRefusals;
import io.vedette.media.PictureFormat;
import io.vedette.transcode.video.EncodingPlan;
import io.vedette.transcode.video.VideoTarget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How many transcodes the box holds in real time, by what it was measured to be able to and by what
 * it does already. Each counts with the speed of the decoder and the encoder that it has at the
 * moment, so one that had to move to slower ones may take more than there is: it goes on, and new
 * ones find no room. Safe for use by any thread.
 */
final class TranscodeBudget {

  /**
   * All of it: what it is part of was measured while cameras streamed, and transcodes give way to
   * them and leave pictures out before they are late.
   */
  static final double LIMIT = 1;

  /** What smaller renditions have of the wanted width and height. */
  private static final double[] LOWER = {2.0 / 3, 0.5, 1.0 / 3};

  /**
   * A transcode for which there is to be room.
   *
   * @param id names it in messages
   * @param source what its pictures are
   * @param wanted what they are to become
   * @param gear what that is done with
   */
  record Wish(String id, PictureFormat source, VideoTarget wanted, Gear gear) {}

  /** What one transcode may use. Closing it gives it back. */
  final class Grant implements AutoCloseable {

    private final Wish wish;
    private final VideoTarget target;
    private Gear gear;

    private Grant(Wish wish, VideoTarget target) {
      this.wish = wish;
      this.target = target;
      this.gear = wish.gear;
    }

    /** What is to be made, perhaps smaller than was wanted. */
    VideoTarget target() {
      return target;
    }

    /** From now on it is done with these. */
    void uses(Gear now) {
      synchronized (TranscodeBudget.this) {
        gear = now;
      }
    }

    private String description() {
      return String.format(
          Locale.ROOT, "%s by %s, %.2f", wish.id, gear.encoder().codecName(), share());
    }

    private double share() {
      return TranscodeBudget.this.share(wish.source, target, gear);
    }

    @Override
    public void close() {
      synchronized (TranscodeBudget.this) {
        grants.remove(this);
      }
    }
  }

  private final Function<Gear, Power> power;
  private final Set<Grant> grants = new LinkedHashSet<>();
  private OverBudget overBudget = OverBudget.LOWER;

  /**
   * Nothing runs as yet.
   *
   * @param power what the box can do with a decoder and an encoder, as far as it is known; asked
   *     for each transcode with every look
   */
  TranscodeBudget(Function<Gear, Power> power) {
    this.power = power;
  }

  /** Says what happens to transcodes that there is no power left for, from now on. */
  synchronized void overBudget(OverBudget wanted) {
    overBudget = wanted;
  }

  /**
   * What part of the box running transcodes use; more than {@link #LIMIT} after some have moved to
   * what is slower.
   */
  synchronized double used() {
    return used(grants);
  }

  private static double used(Collection<Grant> some) {
    return some.stream().mapToDouble(Grant::share).sum();
  }

  /**
   * What runs, and how many more would fit.
   *
   * @param source what each of these would be made of
   * @param wanted what each of these would become
   * @param gear what each of these would be done with
   * @param refusals what was refused so far
   */
  synchronized TranscodeLoad load(
      PictureFormat source, VideoTarget wanted, Gear gear, TranscodeRefusals refusals) {
    double used = used();
    // What is left after sums of fractions is a hair more or less than it should be.
    int room = (int) Math.max(0, (LIMIT - used) / share(source, wanted, gear) + 1e-9);
    return new TranscodeLoad(grants.size(), room, used, refusals);
  }

  /**
   * Makes room for a transcode.
   *
   * @return closes when the transcode has ended
   * @throws OverBudgetException if there is none
   */
  synchronized Grant admit(Wish wish) throws OverBudgetException {
    return admit(wish, acceptable(wish.wanted), LIMIT, grants);
  }

  /**
   * Makes room for a transcode that runs already and whose camera begins anew. As long as that
   * sends the same pictures, there is no less room for it than it had.
   *
   * @param before what it has, which is given back if there is room
   * @return takes its place
   * @throws OverBudgetException if there is none; then it still has what it had
   */
  synchronized Grant admitAgain(Wish wish, Grant before) throws OverBudgetException {
    List<Grant> others = grants.stream().filter(grant -> grant != before).toList();
    List<VideoTarget> targets = acceptable(wish.wanted);
    double limit = LIMIT;
    if (wish.source.equals(before.wish.source)) {
      limit = Math.max(LIMIT, used(others) + share(wish.source, before.target, wish.gear));
      if (wish.wanted.equals(before.wish.wanted)) {
        targets.add(before.target);
      }
    }
    Grant now = admit(wish, targets, limit, others);
    before.close();
    return now;
  }

  /**
   * Makes room.
   *
   * @param targets what may be made, the best first
   * @param limit how much all may use
   * @param others what runs besides
   */
  private Grant admit(Wish wish, List<VideoTarget> targets, double limit, Collection<Grant> others)
      throws OverBudgetException {
    double used = used(others);
    for (VideoTarget target : targets) {
      if (used + share(wish.source, target, wish.gear) <= limit) {
        Grant grant = new Grant(wish, target);
        grants.add(grant);
        return grant;
      }
    }
    throw new OverBudgetException(
        others.isEmpty()
            ? "the box is not fast enough to convert this video in real time"
            : "the box already converts "
                + (others.size() == 1 ? "one stream" : others.size() + " streams")
                + " and is not fast enough for another; close one, or let the camera send H.264",
        situation(wish, others));
  }

  private String situation(Wish wish, Collection<Grant> others) {
    String running = others.stream().map(Grant::description).collect(Collectors.joining("; "));
    return String.format(
        Locale.ROOT,
        "it would take %.2f of the box by %s; running: %s; over the budget: %s",
        share(wish.source, wish.wanted, wish.gear),
        wish.gear.encoder().codecName(),
        running.isEmpty() ? "nothing" : running,
        overBudget.id());
  }

  /** What is made of it, the best first. */
  private List<VideoTarget> acceptable(VideoTarget wanted) {
    List<VideoTarget> all = new ArrayList<>(List.of(wanted));
    if (overBudget == OverBudget.LOWER) {
      Arrays.stream(LOWER).mapToObj(wanted::scaled).forEach(all::add);
    }
    return all;
  }

  private double share(PictureFormat source, VideoTarget target, Gear gear) {
    double rate = source.frameRate().orElse(VideoTarget.USUAL_RATE);
    EncodingPlan plan = target.plan(source);
    return power
        .apply(gear)
        .share(
            (double) source.width() * source.height() * rate,
            plan.width() * plan.height() * plan.frameRate());
  }
}
