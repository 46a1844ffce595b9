package io.vedette.testing.onvif;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a device answers.
 *
 * @param status the status of HTTP
 * @param headers more fields
 * @param body the body
 */
public record OnvifReply(int status, Map<String, List<String>> headers, byte[] body) {

  /** A body of any kind. */
  public static OnvifReply raw(int status, String body) {
    return new OnvifReply(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  /** The content of a SOAP body, with the prefixes that devices use. */
  public static OnvifReply soap(String content) {
    return raw(200, envelope(content));
  }

  /** A fault of SOAP 1.2 with HTTP's 400, as ONVIF Core has it. */
  public static OnvifReply fault(String subcode, String words) {
    return raw(
        400,
        envelope(
            "<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>"
                + subcode
                + "</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang=\"en\">"
                + words
                + "</s:Text></s:Reason></s:Fault>"));
  }

  /** The same with one more field. */
  public OnvifReply with(String name, String... values) {
    Map<String, List<String>> more = new LinkedHashMap<>(headers);
    more.put(name, List.of(values));
    return new OnvifReply(status, more, body);
  }

  /** An envelope around a SOAP body's content. */
  public static String envelope(String content) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
        + " xmlns:tt=\"http://www.onvif.org/ver10/schema\""
        + " xmlns:tds=\"http://www.onvif.org/ver10/device/wsdl\""
        + " xmlns:trt=\"http://www.onvif.org/ver10/media/wsdl\""
        + " xmlns:tr2=\"http://www.onvif.org/ver20/media/wsdl\""
        + " xmlns:tptz=\"http://www.onvif.org/ver20/ptz/wsdl\""
        + " xmlns:timg=\"http://www.onvif.org/ver20/imaging/wsdl\""
        + " xmlns:tev=\"http://www.onvif.org/ver10/events/wsdl\""
        + " xmlns:tmd=\"http://www.onvif.org/ver10/deviceIO/wsdl\""
        + " xmlns:ter=\"http://www.onvif.org/ver10/error\""
        + " xmlns:wsnt=\"http://docs.oasis-open.org/wsn/b-2\""
        + " xmlns:wsa=\"http://www.w3.org/2005/08/addressing\""
        + " xmlns:tns1=\"http://www.onvif.org/ver10/topics\">"
        + "<s:Body>"
        + content
        + "</s:Body></s:Envelope>";
  }
}
