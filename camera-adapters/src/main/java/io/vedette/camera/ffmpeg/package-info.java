/**
 * The only package that knows FFmpeg: it encodes the simulated cameras' scenes, and reads cameras
 * that our own RTSP client cannot. Native memory never leaves the class that owns it.
 */
package io.vedette.camera.ffmpeg;
