package io.vedette.camera.ffmpeg;

/**
 * Which pictures can be decoded by who joins a stream in its midst. Pictures that follow a CRA or
 * BLA picture and are presented before it may refer to what came before (RASL, ISO/IEC 23008-2
 * 3.132); they are left out where decoding begins there. Used by one thread.
 */
final class Joining {

  private boolean begun;
  private boolean leadingDropped;

  /** What comes next does not continue what came: decoding begins anew with a key frame. */
  void interrupt() {
    begun = false;
  }

  /**
   * Whether a picture can be decoded after those that could before it.
   *
   * @param picture the next in decoding order
   */
  boolean isDecodable(AnnexBVideo.Unit picture) {
    if (picture.key()) {
      leadingDropped = picture.cutsBefore() || !begun && picture.joinable();
      begun = true;
      return true;
    }
    return begun && !(leadingDropped && picture.skipped());
  }
}
