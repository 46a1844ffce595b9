/** HLS playlists (RFC 8216) as text: pure functions, no I/O. */
package io.vedette.web.hls;
