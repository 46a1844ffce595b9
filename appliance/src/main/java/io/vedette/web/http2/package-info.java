/**
 * HTTP/2 (RFC 9113) as Helidon speaks it, with what Helidon leaves open: see {@code
 * docs/design/0011-http2.md}.
 */
package io.vedette.web.http2;
