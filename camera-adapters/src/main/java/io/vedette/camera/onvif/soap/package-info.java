/**
 * SOAP 1.2 over HTTP as ONVIF devices speak it: envelopes, faults, and signing in. What comes from
 * the device is bounded in bytes, depth, elements and time, and read without DTDs.
 */
package io.vedette.camera.onvif.soap;
