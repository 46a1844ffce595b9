/**
 * Cameras that Vedette plays itself: drawn places with a clock true to the wall clock, served over
 * RTSP like a real camera's pictures, with faults on command.
 */
package io.vedette.camera.simulated;
