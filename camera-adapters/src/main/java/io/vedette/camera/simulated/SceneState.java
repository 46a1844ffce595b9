package io.vedette.camera.simulated;

/** How far a camera's scene is. */
sealed interface SceneState {

  /** It can be played. */
  record Ready(DrawnScene scene) implements SceneState {}

  /**
   * It is being drawn.
   *
   * @param percent how much is done, 0 to 99
   */
  record Drawing(int percent) implements SceneState {}

  /**
   * It could not be drawn; the next request begins anew.
   *
   * @param why what went wrong
   */
  record Failed(String why) implements SceneState {}
}
