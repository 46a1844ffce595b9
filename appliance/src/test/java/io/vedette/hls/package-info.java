/**
 * What an HLS player asks of the box, and whether what it gets keeps to RFC 8216bis
 * (draft-pantos-hls-rfc8216bis).
 */
package io.vedette.hls;
