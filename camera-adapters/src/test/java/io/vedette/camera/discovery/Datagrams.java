package io.vedette.camera.discovery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/** Datagrams as cameras send them, written after captures. */
final class Datagrams {

  /** The identifier in {@link #HIKVISION}. */
  static final String HIKVISION_UUID = "4d454930-0000-1000-8000-bcad28f1a2b3";

  /** A match as Hikvision's firmware writes it: its own prefixes, a MAC scope, an IPv6 address. */
  static final String HIKVISION =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope" xmlns:wsadis="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:dn="http://www.onvif.org/ver10/network/wsdl" xmlns:tds="http://www.onvif.org/ver10/device/wsdl">
      <env:Header><wsadis:MessageID>urn:uuid:%1$s</wsadis:MessageID><wsadis:RelatesTo>uuid:00000000-0000-1000-8000-000000000001</wsadis:RelatesTo><wsadis:To>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</wsadis:To><wsadis:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/ProbeMatches</wsadis:Action><d:AppSequence InstanceId="1480000000" MessageNumber="12"/></env:Header>
      <env:Body><d:ProbeMatches><d:ProbeMatch><wsadis:EndpointReference><wsadis:Address>urn:uuid:%1$s</wsadis:Address></wsadis:EndpointReference>
      <d:Types>dn:NetworkVideoTransmitter tds:Device</d:Types>
      <d:Scopes>onvif://www.onvif.org/type/video_encoder onvif://www.onvif.org/Profile/Streaming onvif://www.onvif.org/MAC/bc:ad:28:f1:a2:b3 onvif://www.onvif.org/hardware/DS-2CD2042WD-I onvif://www.onvif.org/name/HIKVISION%%20DS-2CD2042WD-I onvif://www.onvif.org/location/city/hangzhou</d:Scopes>
      <d:XAddrs>http://10.77.0.101/onvif/device_service http://[fe80::bead:28ff:fef1:a2b3]/onvif/device_service</d:XAddrs>
      <d:MetadataVersion>10</d:MetadataVersion></d:ProbeMatch></d:ProbeMatches></env:Body></env:Envelope>
      """
          .formatted(HIKVISION_UUID);

  /** A match as gSOAP writes it for cheap cameras: the types' prefix is declared on the element. */
  static final String GSOAP =
      """
      <?xml version="1.0" encoding="utf-8"?>
      <SOAP-ENV:Envelope xmlns:SOAP-ENV="http://www.w3.org/2003/05/soap-envelope" xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:wsdd="http://schemas.xmlsoap.org/ws/2005/04/discovery"><SOAP-ENV:Header><wsa:Action SOAP-ENV:mustUnderstand="true">http://schemas.xmlsoap.org/ws/2005/04/discovery/ProbeMatches</wsa:Action></SOAP-ENV:Header><SOAP-ENV:Body><wsdd:ProbeMatches><wsdd:ProbeMatch><wsa:EndpointReference><wsa:Address>%s</wsa:Address></wsa:EndpointReference><wsdd:Types xmlns:ns2="http://www.onvif.org/ver10/network/wsdl">ns2:NetworkVideoTransmitter</wsdd:Types><wsdd:Scopes>%s</wsdd:Scopes><wsdd:XAddrs>%s</wsdd:XAddrs><wsdd:MetadataVersion>1</wsdd:MetadataVersion></wsdd:ProbeMatch></wsdd:ProbeMatches></SOAP-ENV:Body></SOAP-ENV:Envelope>""";

  /** A Hello or Bye, by its name, of a device with an identifier. */
  static final String ANNOUNCEMENT =
      """
      <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"><s:Header><a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/%1$s</a:Action></s:Header><s:Body><d:%1$s><a:EndpointReference><a:Address>urn:uuid:%2$s</a:Address></a:EndpointReference><d:Types>NetworkVideoTransmitter</d:Types><d:Scopes>onvif://www.onvif.org/name/Gate</d:Scopes><d:XAddrs/></d:%1$s></s:Body></s:Envelope>""";

  private Datagrams() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
