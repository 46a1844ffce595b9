/**
 * Keeps one session with each wanted camera: opens it, feeds its packets to the live stream,
 * notices when the picture stops, and tries again.
 */
package io.vedette.ingest;
