package io.vedette.web;

import io.vedette.config.CameraConfig;
import io.vedette.live.LiveStream;

/**
 * One of the streams that a camera can be watched by.
 *
 * @param camera whose it is
 * @param name its name in addresses
 * @param stream the stream
 */
record Rendition(CameraConfig camera, String name, LiveStream stream) {}
