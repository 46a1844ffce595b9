/**
 * What a camera is to the rest of Vedette: an address, credentials, and a source of packets that
 * can fail for a reason.
 */
package io.vedette.camera;
