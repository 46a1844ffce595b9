/**
 * The box's HTTP side: routes, access, the API, the status feed, the live streams and the page.
 * Every failure leaves as {@code application/problem+json} (RFC 9457).
 */
package io.vedette.web;
