/** Cameras on the site's networks: found, tried before they are added, and found again. */
package io.vedette.discovery;
