package io.vedette.camera.onvif.soap;

import java.time.Duration;

/**
 * What a device may ask of us.
 *
 * @param connect how long it may take to accept a connection, TLS included
 * @param answer how long it may take to answer a request whole, from the first byte sent to the
 *     last one read; not only between two bytes
 * @param bytes how long the body of an answer may be
 * @param depth how deep elements may nest
 * @param elements how many elements an answer may have
 * @param text how many characters the text of one element, or one attribute, may have
 */
public record SoapLimits(
    Duration connect, Duration answer, int bytes, int depth, int elements, int text) {

  /**
   * What suits cameras and recorders on a local network. A recorder of 64 channels lists 128
   * profiles of about 100 elements each in some 800 KB.
   */
  public static final SoapLimits DEFAULT =
      new SoapLimits(
          Duration.ofSeconds(5), Duration.ofSeconds(10), 2 * 1024 * 1024, 48, 50_000, 64 * 1024);

  /** The same with another time for answers. */
  public SoapLimits withAnswer(Duration time) {
    return new SoapLimits(connect, time, bytes, depth, elements, text);
  }
}
