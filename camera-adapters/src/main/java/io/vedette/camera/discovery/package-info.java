/**
 * Finds cameras on the local networks by everything that they say of themselves, and makes one
 * entry of each: {@link io.vedette.camera.discovery.Discovery} is the way in. Nothing here ever
 * sends a password.
 */
package io.vedette.camera.discovery;
