/**
 * Cameras as devices, by ONVIF: what they notice, where they look, and what is set in them. Beside
 * the video and never in its way.
 */
package io.vedette.control;
