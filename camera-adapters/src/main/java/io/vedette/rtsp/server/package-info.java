/**
 * A small RTSP server (RFC 2326) for H.264 over TCP and UDP. It knows neither cameras nor where its
 * pictures come from: a {@link io.vedette.rtsp.server.StreamCatalog} says what a path is, a {@link
 * io.vedette.rtsp.server.ServedStream} hands over frames.
 */
package io.vedette.rtsp.server;
