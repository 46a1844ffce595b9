/**
 * The Real Time Streaming Protocol and what travels in it, for clients and servers alike: messages
 * (RFC 2326), authentication (RFC 7616), session descriptions (RFC 4566), RTP and RTCP (RFC 3550),
 * H.264 (RFC 6184) and AAC (RFC 3640) over RTP. Knows no cameras.
 */
package io.vedette.rtsp;
