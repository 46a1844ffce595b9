/**
 * Facts about the cameras, put on one board by whoever observes them and read as one snapshot by
 * whoever reports them. Knows no media.
 */
package io.vedette.health;
