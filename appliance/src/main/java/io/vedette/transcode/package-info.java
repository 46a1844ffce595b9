/**
 * Makes of a camera's media what browsers play, by FFmpeg's libraries in this process. Each class
 * owns the native memory that it uses; between them go arrays on the heap.
 */
package io.vedette.transcode;
