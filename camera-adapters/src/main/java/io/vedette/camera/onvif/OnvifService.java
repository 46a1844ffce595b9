package io.vedette.camera.onvif;

import io.vedette.camera.onvif.soap.XmlElement;
import java.util.Arrays;
import java.util.Optional;

/** The services of ONVIF that we use, by the namespaces of their WSDLs. */
public enum OnvifService {
  /** The device itself (ONVIF Core). */
  DEVICE("http://www.onvif.org/ver10/device/wsdl"),
  /** Media 1, of Profile S: no H.265. */
  MEDIA("http://www.onvif.org/ver10/media/wsdl"),
  /** Media 2, of Profile T. */
  MEDIA2("http://www.onvif.org/ver20/media/wsdl"),
  /** Pan, tilt, zoom. */
  PTZ("http://www.onvif.org/ver20/ptz/wsdl"),
  /** Events (ONVIF Core 9). */
  EVENTS("http://www.onvif.org/ver10/events/wsdl"),
  /** Brightness and the like. */
  IMAGING("http://www.onvif.org/ver20/imaging/wsdl"),
  /** Relays and digital inputs. */
  DEVICE_IO("http://www.onvif.org/ver10/deviceIO/wsdl");

  /** The namespace of the types that all services share. */
  static final String SCHEMA = "http://www.onvif.org/ver10/schema";

  private final String namespace;

  OnvifService(String namespace) {
    this.namespace = namespace;
  }

  /** Its namespace. */
  public String namespace() {
    return namespace;
  }

  /** The service of a namespace, if it is one that we use. */
  static Optional<OnvifService> of(String namespace) {
    return Arrays.stream(values()).filter(s -> s.namespace.equals(namespace)).findFirst();
  }

  /** An operation's element with these children. */
  XmlElement operation(String name, XmlElement... children) {
    return XmlElement.of(namespace, name, children);
  }

  /** A child of an operation's element with a text. */
  XmlElement text(String name, String text) {
    return XmlElement.text(namespace, name, text);
  }
}
