package io.vedette.rtmp;

/**
 * Somebody wants to publish.
 *
 * @param app the application that they connected to, such as {@code live}
 * @param name the stream's name; for who needs a key, that is the key
 */
public record PublishRequest(String app, String name) {

  /**
   * The last piece of where they want to publish: encoders that know one address only may take all
   * of it for the application, and some put parameters behind it.
   */
  public String lastPiece() {
    String all = name.isEmpty() ? app : name;
    int query = all.indexOf('?');
    String path = query < 0 ? all : all.substring(0, query);
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Without the name, which may be a secret. */
  @Override
  public String toString() {
    return "a request to publish";
  }
}
