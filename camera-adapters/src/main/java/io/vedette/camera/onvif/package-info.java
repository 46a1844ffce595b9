/**
 * Cameras by ONVIF: who they are, where their streams are, and what can be changed about them. For
 * the pictures themselves see the RTSP address that comes of it.
 */
package io.vedette.camera.onvif;
