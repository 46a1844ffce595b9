package io.vedette.camera.onvif.soap;

import java.net.http.HttpHeaders;

/**
 * What came back over HTTP.
 *
 * @param status the status
 * @param headers its header fields
 * @param body its body, within {@link SoapLimits#bytes}
 */
record HttpExchange(int status, HttpHeaders headers, byte[] body) {}
