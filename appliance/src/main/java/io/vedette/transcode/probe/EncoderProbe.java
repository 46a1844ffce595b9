package io.vedette.transcode.probe;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tries every candidate, one after another, on a thread of its own: some time after the start if
 * the system is not the one of the kept result, and whenever it is asked to. Safe for use by any
 * thread.
 */
public final class EncoderProbe implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(EncoderProbe.class.getName());
  private static final Duration JOIN = Duration.ofSeconds(5);

  private final List<Candidate> candidates;
  private final CandidateTrial trial;
  private final Supplier<String> fingerprint;
  private final InstantSource clock;
  private final Consumer<ProbeResult> keep;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition asked = lock.newCondition();
  private final List<TrialResult> latest;
  private final Thread thread;

  private ProbeResult result;
  private boolean wanted;
  private boolean checkWanted;
  private long checkDue;
  private boolean running;
  private String current = "";
  private int done;

  /**
   * A probe that has not begun.
   *
   * @param candidates what to try
   * @param trial tries one
   * @param fingerprint tells what system this is
   * @param clock the time of day
   * @param kept the result of an earlier run, or {@link ProbeResult#NONE}
   * @param keep takes each new result, on the probe's thread
   */
  public EncoderProbe(
      List<Candidate> candidates,
      CandidateTrial trial,
      Supplier<String> fingerprint,
      InstantSource clock,
      ProbeResult kept,
      Consumer<ProbeResult> keep) {
    this.candidates = List.copyOf(candidates);
    this.trial = trial;
    this.fingerprint = fingerprint;
    this.clock = clock;
    this.result = kept;
    this.latest = new ArrayList<>(kept.trials());
    this.keep = keep;
    this.thread = Thread.ofPlatform().name("encoder-probe").daemon().start(this::run);
  }

  /**
   * Probes after a while if the system is another one than that of the kept result.
   *
   * @param delay how long the box is left to start in peace
   */
  public void checkAfter(Duration delay) {
    lock.lock();
    try {
      checkWanted = true;
      checkDue = System.nanoTime() + delay.toNanos();
      asked.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Begins a run.
   *
   * @return false if one is on already
   */
  public boolean request() {
    lock.lock();
    try {
      if (running || wanted) {
        return false;
      }
      wanted = true;
      asked.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** How far it is, and what it has found. */
  public ProbeStatus status() {
    lock.lock();
    try {
      return new ProbeStatus(running || wanted, current, done, candidates.size(), latest, result);
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (true) {
        if (!awaitRequest()) {
          check();
          continue;
        }
        try {
          runOnce();
        } catch (RuntimeException e) {
          LOG.log(WARNING, "The encoders could not be tried", e);
        } finally {
          ended();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until a run is wanted; false if it is time to look what system this is. */
  private boolean awaitRequest() throws InterruptedException {
    lock.lock();
    try {
      while (!wanted) {
        long left = checkDue - System.nanoTime();
        if (!checkWanted) {
          asked.await();
        } else if (left > 0) {
          asked.awaitNanos(left);
        } else {
          checkWanted = false;
          return false;
        }
      }
      wanted = false;
      // A run is more than a look.
      checkWanted = false;
      running = true;
      done = 0;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void check() {
    String now = fingerprint.get();
    if (!now.equals(status().result().fingerprint())) {
      LOG.log(INFO, "Encoders are tried, since this system is new: {0}", now);
      request();
    }
  }

  private void runOnce() throws InterruptedException {
    String system = fingerprint.get();
    List<TrialResult> found = new ArrayList<>();
    for (Candidate candidate : candidates) {
      begins(candidate);
      TrialResult one;
      try {
        one = trial.run(candidate);
      } catch (RuntimeException e) {
        LOG.log(WARNING, "Trying " + candidate.name() + " failed", e);
        one = TrialResult.fails(candidate, "the box could not try it: " + e);
      }
      found.add(one);
      tried(one);
    }
    ProbeResult whole = new ProbeResult(system, clock.instant(), found);
    LOG.log(
        INFO,
        "Encoders and decoders that work: {0}",
        found.stream().filter(TrialResult::works).map(one -> one.candidate().name()).toList());
    completed(whole);
    keep.accept(whole);
  }

  private void begins(Candidate candidate) {
    lock.lock();
    try {
      current = candidate.name();
    } finally {
      lock.unlock();
    }
  }

  private void tried(TrialResult one) {
    lock.lock();
    try {
      done++;
      int place = 0;
      while (place < latest.size() && !latest.get(place).candidate().equals(one.candidate())) {
        place++;
      }
      if (place < latest.size()) {
        latest.set(place, one);
      } else {
        latest.add(one);
      }
    } finally {
      lock.unlock();
    }
  }

  private void completed(ProbeResult whole) {
    lock.lock();
    try {
      result = whole;
      // What an older version of the box tried and this one does not know goes with its result.
      latest.clear();
      latest.addAll(whole.trials());
    } finally {
      lock.unlock();
    }
  }

  private void ended() {
    lock.lock();
    try {
      running = false;
      current = "";
    } finally {
      lock.unlock();
    }
  }

  /** Ends the run, kills what it tries, and waits a bounded time for that. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(JOIN.toSeconds()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
