package io.vedette.camera;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What is known of one camera while it is opened and read, and who wants to hear of more. Safe for
 * use by any thread; the listener is called on the thread that learned something.
 */
public final class CameraMemory {

  private final Consumer<UnaryOperator<Learned>> listener;
  private volatile Learned learned;

  /**
   * A memory that goes on from here.
   *
   * @param learned what is known already
   * @param listener hears of everything new, as a change to whatever it knows itself
   */
  public CameraMemory(Learned learned, Consumer<UnaryOperator<Learned>> listener) {
    this.learned = learned;
    this.listener = listener;
  }

  /** An empty memory that keeps what it learns to itself. */
  public CameraMemory() {
    this(Learned.NOTHING, _ -> {});
  }

  /** What is known by now. */
  public Learned learned() {
    return learned;
  }

  /** Notes something. Nobody hears of what was known. */
  public void note(UnaryOperator<Learned> change) {
    Learned now = change.apply(learned);
    if (!now.equals(learned)) {
      learned = now;
      listener.accept(change);
    }
  }
}
