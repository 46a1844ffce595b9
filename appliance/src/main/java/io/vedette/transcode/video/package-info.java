/**
 * Turns a camera's video into H.264 that every browser plays: decoder, filter and encoder over
 * FFmpeg's libraries in this process. Each class owns the native memory that it uses and is used by
 * one thread.
 */
package io.vedette.transcode.video;
