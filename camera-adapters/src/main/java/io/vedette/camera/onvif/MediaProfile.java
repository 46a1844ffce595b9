package io.vedette.camera.onvif;

import java.net.URI;
import java.util.Optional;

/**
 * A media profile: what a device offers as one stream.
 *
 * @param token its name for the device
 * @param name its name for people, possibly empty
 * @param source the video source's token, if it has video: a recorder has one for each channel
 * @param configuration the token of the video source's configuration, if it has video: by it some
 *     devices name what their events are about
 * @param encoder the token of the video encoder's configuration, if it has video
 * @param video how its video is encoded, if it has any and the device says
 * @param stream its RTSP address, with the user's host and without credentials
 * @param snapshot its still picture's address, with the user's host and without credentials
 * @param ptz whether pan, tilt and zoom can be moved by it
 */
public record MediaProfile(
    String token,
    String name,
    Optional<String> source,
    Optional<String> configuration,
    Optional<String> encoder,
    Optional<VideoEncoding> video,
    Optional<URI> stream,
    Optional<URI> snapshot,
    boolean ptz) {

  /** The same with its addresses. */
  MediaProfile at(Optional<URI> rtsp, Optional<URI> still) {
    return new MediaProfile(token, name, source, configuration, encoder, video, rtsp, still, ptz);
  }
}
