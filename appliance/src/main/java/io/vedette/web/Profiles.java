package io.vedette.web;

import io.vedette.config.ConfigException;
import io.vedette.config.ConfigStore;
import io.vedette.config.OverBudget;
import io.vedette.config.RenditionProfile;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * The renditions that the box can make, as they are kept, and one who hears of every change. Safe
 * for use by any thread.
 */
public final class Profiles {

  /** Whether there has to be a profile already of the name that is kept. */
  enum Expected {
    /** Either way. */
    ANY,
    /** None: it is to be added. */
    NONE,
    /** One: it is to be changed. */
    ONE
  }

  /** So many profiles at most: each is a rendition of every camera. */
  static final int MOST = 16;

  private final ConfigStore store;
  private BiConsumer<List<RenditionProfile>, OverBudget> follower = (_, _) -> {};
  private volatile List<RenditionProfile> all;
  private volatile OverBudget overBudget;

  /** The profiles that the store has. */
  public Profiles(ConfigStore store) throws ConfigException {
    this.store = store;
    this.all = List.copyOf(store.profiles());
    this.overBudget = store.overBudget();
  }

  /** Is handed all there is now, and again after every change, on the thread that makes it. */
  public synchronized void follow(BiConsumer<List<RenditionProfile>, OverBudget> listener) {
    follower = listener;
    listener.accept(all, overBudget);
  }

  /** All profiles, by name; immutable. */
  List<RenditionProfile> all() {
    return all;
  }

  OverBudget overBudget() {
    return overBudget;
  }

  Optional<RenditionProfile> find(String name) {
    return all.stream().filter(profile -> profile.name().equals(name)).findFirst();
  }

  /**
   * Adds a profile, or changes the one of its name.
   *
   * @param expected whether there has to be one of that name
   * @param read makes it of the one of that name or, where there is none, of the default one; may
   *     throw {@link ProblemException}
   * @return as it is kept now
   * @throws ProblemException if there is one and should not be, or the other way round, or if there
   *     are too many already
   */
  synchronized RenditionProfile keep(
      String name, Expected expected, UnaryOperator<RenditionProfile> read) throws ConfigException {
    Optional<RenditionProfile> before = find(name);
    RenditionProfile wanted =
        read.apply(before.or(() -> find(RenditionProfile.DEFAULT)).orElseThrow());
    if (before.isPresent() && expected == Expected.NONE) {
      throw new ProblemException(Problem.profileExists());
    }
    if (before.isEmpty() && expected == Expected.ONE) {
      throw new ProblemException(Problem.profileGone());
    }
    if (before.isEmpty() && all.size() >= MOST) {
      throw new ProblemException(Problem.tooManyProfiles(MOST));
    }
    store.keep(wanted);
    publish();
    return wanted;
  }

  /**
   * Removes a profile.
   *
   * @return whether there was one of that name
   */
  synchronized boolean remove(String name) throws ConfigException {
    boolean removed = store.deleteProfile(name);
    publish();
    return removed;
  }

  /** Says what happens to transcodes that the box has no power left for. */
  synchronized void keep(OverBudget wanted) throws ConfigException {
    store.keep(wanted);
    publish();
  }

  private void publish() throws ConfigException {
    all = List.copyOf(store.profiles());
    overBudget = store.overBudget();
    follower.accept(all, overBudget);
  }
}
