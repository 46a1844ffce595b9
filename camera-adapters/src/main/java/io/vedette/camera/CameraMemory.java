package io.vedette.camera;

import java.net.InetSocketAddress;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What is known of one camera while it is opened and read, who wants to hear of more, and how the
 * camera is told from another at its address. Safe for use by any thread; the listener is called on
 * the thread that learned something.
 */
public final class CameraMemory {

  private final Consumer<UnaryOperator<Learned>> listener;
  private final PeerCheck peerCheck;
  private volatile Learned learned;

  /**
   * A memory that goes on from here.
   *
   * @param learned what is known already
   * @param listener hears of everything new, as a change to whatever it knows itself
   * @param peerCheck looks who answers at its address
   */
  public CameraMemory(
      Learned learned, Consumer<UnaryOperator<Learned>> listener, PeerCheck peerCheck) {
    this.learned = learned;
    this.listener = listener;
    this.peerCheck = peerCheck;
  }

  /** An empty memory that keeps what it learns to itself. */
  public CameraMemory() {
    this(Learned.NOTHING, _ -> {}, PeerCheck.NONE);
  }

  /** What is known by now. */
  public Learned learned() {
    return learned;
  }

  /** Whether it knows the camera from others, so that who connects has to look. */
  public boolean knowsPeer() {
    return peerCheck != PeerCheck.NONE;
  }

  /**
   * Looks who has taken a connection; as {@link PeerCheck#check}.
   *
   * @throws CameraException if it is another device; it is to be told nothing
   */
  public void checkPeer(InetSocketAddress peer) throws CameraException {
    peerCheck.check(peer);
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
