/** The box as its users meet it: a process, an HTTP client and a WebSocket. */
package io.vedette.testing;
