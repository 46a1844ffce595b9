/**
 * Cameras and encoders that push RTMP: the port they connect to, their keys, and each connection as
 * a source of packets.
 */
package io.vedette.camera.rtmp;
