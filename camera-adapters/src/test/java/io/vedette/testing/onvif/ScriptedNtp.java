package io.vedette.testing.onvif;

import java.util.List;
import org.w3c.dom.Element;

/** From where the scripted device takes its time. At first its clock was set by hand. */
final class ScriptedNtp {

  private boolean used;
  private boolean fromDhcp;
  private List<Element> servers = List.of();

  synchronized String dateTimeType() {
    return used ? "NTP" : "Manual";
  }

  /** What it is asked about NTP, or told about its clock. */
  synchronized OnvifReply to(OnvifRequest request) {
    switch (request.operation()) {
      case "GetNTP" -> {
        return OnvifReply.soap(told());
      }
      case "SetNTP" -> {
        fromDhcp = request.text("FromDHCP").orElseThrow().equals("true");
        servers =
            OnvifRequest.children(request.body()).stream()
                .filter(child -> child.getLocalName().equals("NTPManual"))
                .toList();
        if (!fromDhcp && servers.isEmpty()) {
          return OnvifReply.fault("ter:InvalidArgVal", "no time server");
        }
      }
      default -> used = request.text("DateTimeType").orElseThrow().equals("NTP");
    }
    return OnvifReply.soap("<tds:" + request.operation() + "Response/>");
  }

  private String told() {
    StringBuilder all =
        new StringBuilder("<tds:GetNTPResponse><tds:NTPInformation><tt:FromDHCP>")
            .append(fromDhcp)
            .append("</tt:FromDHCP>");
    if (fromDhcp) {
      all.append(
          "<tt:NTPFromDHCP><tt:Type>IPv4</tt:Type><tt:IPv4Address>192.0.2.123</tt:IPv4Address>"
              + "</tt:NTPFromDHCP>");
    }
    for (Element server : servers) {
      all.append("<tt:NTPManual>");
      for (Element part : OnvifRequest.children(server)) {
        all.append("<tt:%1$s>%2$s</tt:%1$s>".formatted(part.getLocalName(), part.getTextContent()));
      }
      all.append("</tt:NTPManual>");
    }
    return all.append("</tds:NTPInformation></tds:GetNTPResponse>").toString();
  }
}
