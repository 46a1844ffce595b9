/** Cameras that speak RTSP, read by a client of our own (RFC 2326, 3550, 3640, 6184). */
package io.vedette.camera.rtsp;
