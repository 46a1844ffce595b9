package io.vedette.camera.onvif.soap;

import java.util.List;

/**
 * A request.
 *
 * @param action its WS-Addressing action, also sent as a parameter of the content type
 * @param headers elements for the SOAP header, such as the reference parameters of an endpoint (WS-
 *     Addressing 1.0 Core 3.3)
 * @param body the one element of the SOAP body
 */
public record SoapRequest(String action, List<XmlElement> headers, XmlElement body) {

  public SoapRequest {
    headers = List.copyOf(headers);
  }

  /** A request of a service whose actions are its namespace with the operation's name behind it. */
  public static SoapRequest of(XmlElement body) {
    return new SoapRequest(body.namespace() + "/" + body.name(), List.of(), body);
  }

  /** The operation's name. */
  public String operation() {
    return body.name();
  }

  /**
   * Whether it does no more when it comes twice, and may so be sent again if a connection broke.
   */
  boolean isRepeatable() {
    return operation().startsWith("Get") || operation().equals("Stop");
  }
}
