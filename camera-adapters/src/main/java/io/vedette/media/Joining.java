package io.vedette.media;

/**
 * Which pictures can be decoded by who joins a stream in its midst: none before a key frame, and of
 * H.265 no RASL pictures behind a CRA or BLA picture with which decoding begins, as they refer to
 * pictures from before it (ISO/IEC 23008-2 3.132). Used by one thread.
 */
public final class Joining {

  // ISO/IEC 23008-2 table 7-1.
  private static final int RASL_N = 8;
  private static final int RASL_R = 9;
  private static final int LAST_BLA = 18;
  private static final int CRA = 21;

  private final boolean h265;
  private boolean begun;
  private boolean leadingDropped;

  /**
   * Nothing has come yet.
   *
   * @param h265 whether it is H.265
   */
  public Joining(boolean h265) {
    this.h265 = h265;
  }

  /** What comes next does not continue what came: decoding begins anew with a key frame. */
  public void interrupt() {
    begun = false;
  }

  /**
   * Whether a picture can be decoded after those that could before it.
   *
   * @param key whether it is a key frame; of H.265 every IRAP picture is
   * @param type nal_unit_type of its slices; of no account but in H.265
   */
  public boolean isDecodable(boolean key, int type) {
    if (key) {
      leadingDropped = h265 && (type <= LAST_BLA || !begun && type == CRA);
      begun = true;
      return true;
    }
    return begun && !(leadingDropped && (type == RASL_N || type == RASL_R));
  }
}
