package io.vedette.testing.onvif;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.w3c.dom.Element;

/** What a good camera says. */
public final class GoodAnswers {

  static final String DEVICE = "http://www.onvif.org/ver10/device/wsdl";
  static final String MEDIA = "http://www.onvif.org/ver10/media/wsdl";
  static final String MEDIA2 = "http://www.onvif.org/ver20/media/wsdl";

  private final ScriptedOnvifDevice device;
  private final List<ScriptedEncoder> encoders =
      List.of(
          new ScriptedEncoder("enc_1", "H265", 3840, 2160, 50, 8192, 400, "Main"),
          new ScriptedEncoder("enc_2", "H264", 640, 360, 25, 512, 50, "High"));

  private final ScriptedImaging imaging = new ScriptedImaging();
  private final ScriptedNtp ntp = new ScriptedNtp();

  GoodAnswers(ScriptedOnvifDevice device) {
    this.device = device;
  }

  /** Its encoders, the larger first. */
  public List<ScriptedEncoder> encoders() {
    return encoders;
  }

  /** What it says to a request, and does. */
  public OnvifReply to(OnvifRequest request) {
    boolean second = request.namespace().equals(MEDIA2);
    return switch (request.operation()) {
      case "GetSystemDateAndTime" -> OnvifReply.soap(time());
      case "GetServices" ->
          OnvifReply.soap(
              services(
                  "http://127.0.0.1:" + device.port(),
                  DEVICE,
                  MEDIA,
                  MEDIA2,
                  "http://www.onvif.org/ver20/ptz/wsdl",
                  "http://www.onvif.org/ver10/events/wsdl",
                  "http://www.onvif.org/ver20/imaging/wsdl",
                  "http://www.onvif.org/ver10/deviceIO/wsdl"));
      case "GetDeviceInformation" ->
          OnvifReply.soap(
              "<tds:GetDeviceInformationResponse><tds:Manufacturer>Ac&amp;me</tds:Manufacturer>"
                  + "<tds:Model> DS-9 </tds:Model><tds:FirmwareVersion>V5.7.3</tds:FirmwareVersion>"
                  + "<tds:SerialNumber>DS-9-0042</tds:SerialNumber><tds:HardwareId>88</tds:HardwareId>"
                  + "</tds:GetDeviceInformationResponse>");
      case "GetHostname" ->
          OnvifReply.soap(
              "<tds:GetHostnameResponse><tds:HostnameInformation><tt:FromDHCP>false</tt:FromDHCP>"
                  + "<tt:Name>gate</tt:Name></tds:HostnameInformation></tds:GetHostnameResponse>");
      case "GetNetworkInterfaces" ->
          OnvifReply.soap(
              "<tds:GetNetworkInterfacesResponse><tds:NetworkInterfaces token=\"eth0\">"
                  + "<tt:Enabled>true</tt:Enabled><tt:Info><tt:Name>eth0</tt:Name>"
                  + "<tt:HwAddress>44-19-B6-0A-0B-0C</tt:HwAddress><tt:MTU>1500</tt:MTU></tt:Info>"
                  + "<tt:IPv4><tt:Enabled>true</tt:Enabled><tt:Config><tt:FromDHCP>"
                  + "<tt:Address>192.168.1.64</tt:Address><tt:PrefixLength>24</tt:PrefixLength>"
                  + "</tt:FromDHCP><tt:DHCP>true</tt:DHCP></tt:Config></tt:IPv4>"
                  + "</tds:NetworkInterfaces></tds:GetNetworkInterfacesResponse>");
      case "GetProfiles" -> OnvifReply.soap(profiles(request));
      case "GetStreamUri" -> OnvifReply.soap(stream(rtsp(request), second));
      case "GetSnapshotUri" ->
          OnvifReply.soap(
              snapshot(
                  "http://127.0.0.1:"
                      + device.port()
                      + "/snap?"
                      + request.text("ProfileToken").orElse(""),
                  second));
      case "GetVideoEncoderConfigurations" ->
          OnvifReply.soap(second ? configurations2() : configurations1());
      case "GetVideoEncoderConfigurationOptions" ->
          OnvifReply.soap(second ? options2() : options1());
      case "SetVideoEncoderConfiguration" -> change(request, second);
      case "GetImagingSettings", "GetOptions", "SetImagingSettings" -> imaging.to(request);
      case "GetNTP", "SetNTP", "SetSystemDateAndTime" -> ntp.to(request);
      default -> OnvifReply.fault("ter:ActionNotSupported", "Optional Action Not Implemented");
    };
  }

  private static String rtsp(OnvifRequest request) {
    return "rtsp://127.0.0.1:8554/"
        + request.text("ProfileToken").orElse("")
        + "?transportmode=unicast&amp;x=1";
  }

  /** Time as ONVIF tells it. */
  private String time() {
    ZonedDateTime now = device.time().atZone(ZoneOffset.UTC);
    return ("<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime>"
            + "<tt:DateTimeType>%s</tt:DateTimeType><tt:DaylightSavings>false</tt:DaylightSavings>"
            + "<tt:TimeZone><tt:TZ>CST-8</tt:TZ></tt:TimeZone><tt:UTCDateTime><tt:Time>"
            + "<tt:Hour>%d</tt:Hour><tt:Minute>%d</tt:Minute><tt:Second>%d</tt:Second></tt:Time>"
            + "<tt:Date><tt:Year>%d</tt:Year><tt:Month>%d</tt:Month><tt:Day>%d</tt:Day></tt:Date>"
            + "</tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>")
        .formatted(
            ntp.dateTimeType(),
            now.getHour(),
            now.getMinute(),
            now.getSecond(),
            now.getYear(),
            now.getMonthValue(),
            now.getDayOfMonth());
  }

  /** Services at this place. */
  public static String services(String place, String... namespaces) {
    StringBuilder all = new StringBuilder("<tds:GetServicesResponse>");
    for (String namespace : namespaces) {
      String[] parts = namespace.split("/");
      all.append(
          ("<tds:Service><tds:Namespace>%s</tds:Namespace><tds:XAddr>%s/onvif/%s_%s</tds:XAddr>"
                  + "<tds:Version><tt:Major>2</tt:Major><tt:Minor>60</tt:Minor></tds:Version>"
                  + "</tds:Service>")
              .formatted(namespace, place, parts[4], parts[3]));
    }
    return all.append("</tds:GetServicesResponse>").toString();
  }

  /** Its profiles, by the service that is asked. */
  public String profiles(OnvifRequest request) {
    return request.namespace().equals(MEDIA2) ? profiles2() : profiles1();
  }

  private String profiles1() {
    StringBuilder all = new StringBuilder("<trt:GetProfilesResponse>");
    for (ScriptedEncoder encoder : encoders) {
      all.append(
              "<trt:Profiles token=\"p_%s\" fixed=\"true\"><tt:Name>one</tt:Name>"
                  .formatted(encoder.token))
          .append("<tt:VideoSourceConfiguration token=\"vsc\"><tt:Name>s</tt:Name>")
          .append("<tt:SourceToken>source_1</tt:SourceToken></tt:VideoSourceConfiguration>")
          .append("<tt:VideoEncoderConfiguration token=\"%s\">".formatted(encoder.token))
          .append(encoder.media1())
          .append("</tt:VideoEncoderConfiguration></trt:Profiles>");
    }
    return all.append("<trt:Profiles token=\"audio\"><tt:Name>audio</tt:Name></trt:Profiles>")
        .append("</trt:GetProfilesResponse>")
        .toString();
  }

  private String profiles2() {
    StringBuilder all = new StringBuilder("<tr2:GetProfilesResponse>");
    for (ScriptedEncoder encoder : encoders) {
      all.append(
              "<tr2:Profiles token=\"p_%s\" fixed=\"true\"><tr2:Name>one</tr2:Name>"
                  .formatted(encoder.token))
          .append("<tr2:Configurations><tr2:VideoSource token=\"vsc\"><tt:Name>s</tt:Name>")
          .append("<tt:SourceToken>source_1</tt:SourceToken></tr2:VideoSource>")
          .append(encoder.media2("tr2:VideoEncoder"))
          .append("<tr2:PTZ token=\"ptz\"><tt:Name>ptz</tt:Name></tr2:PTZ>")
          .append("</tr2:Configurations></tr2:Profiles>");
    }
    return all.append("<tr2:Profiles token=\"audio\"><tr2:Name>audio</tr2:Name></tr2:Profiles>")
        .append("</tr2:GetProfilesResponse>")
        .toString();
  }

  /** A stream's address, escaped as XML wants it. */
  public static String stream(String uri, boolean second) {
    return second
        ? "<tr2:GetStreamUriResponse><tr2:Uri>" + uri + "</tr2:Uri></tr2:GetStreamUriResponse>"
        : "<trt:GetStreamUriResponse><trt:MediaUri><tt:Uri>"
            + uri
            + "</tt:Uri><tt:InvalidAfterConnect>false</tt:InvalidAfterConnect>"
            + "</trt:MediaUri></trt:GetStreamUriResponse>";
  }

  private static String snapshot(String uri, boolean second) {
    return second
        ? "<tr2:GetSnapshotUriResponse><tr2:Uri>" + uri + "</tr2:Uri></tr2:GetSnapshotUriResponse>"
        : "<trt:GetSnapshotUriResponse><trt:MediaUri><tt:Uri>"
            + uri
            + "</tt:Uri></trt:MediaUri></trt:GetSnapshotUriResponse>";
  }

  private String configurations1() {
    StringBuilder all = new StringBuilder("<trt:GetVideoEncoderConfigurationsResponse>");
    for (ScriptedEncoder encoder : encoders) {
      all.append("<trt:Configurations token=\"%s\">".formatted(encoder.token))
          .append(encoder.media1())
          .append("</trt:Configurations>");
    }
    return all.append("</trt:GetVideoEncoderConfigurationsResponse>").toString();
  }

  private String configurations2() {
    StringBuilder all = new StringBuilder("<tr2:GetVideoEncoderConfigurationsResponse>");
    encoders.forEach(encoder -> all.append(encoder.media2("tr2:Configurations")));
    return all.append("</tr2:GetVideoEncoderConfigurationsResponse>").toString();
  }

  private static String options1() {
    return "<trt:GetVideoEncoderConfigurationOptionsResponse><trt:Options>"
        + "<tt:QualityRange><tt:Min>0</tt:Min><tt:Max>5</tt:Max></tt:QualityRange>"
        + "<tt:H264>"
        + sizes("1920x1080", "640x360")
        + "<tt:GovLengthRange><tt:Min>1</tt:Min><tt:Max>400</tt:Max></tt:GovLengthRange>"
        + "<tt:FrameRateRange><tt:Min>1</tt:Min><tt:Max>25</tt:Max></tt:FrameRateRange>"
        + "<tt:EncodingIntervalRange><tt:Min>1</tt:Min><tt:Max>1</tt:Max></tt:EncodingIntervalRange>"
        + "<tt:H264ProfilesSupported>Baseline</tt:H264ProfilesSupported>"
        + "<tt:H264ProfilesSupported>Main</tt:H264ProfilesSupported></tt:H264>"
        + "<tt:Extension><tt:H264>"
        + sizes("1920x1080", "640x360")
        + "<tt:BitrateRange><tt:Min>32</tt:Min><tt:Max>6000</tt:Max></tt:BitrateRange></tt:H264>"
        + "</tt:Extension></trt:Options></trt:GetVideoEncoderConfigurationOptionsResponse>";
  }

  private static String options2() {
    return "<tr2:GetVideoEncoderConfigurationOptionsResponse>"
        + ("<tr2:Options GovLengthRange=\"1 400\" FrameRatesSupported=\"1 5 12.5 20 25 50\""
            + " ProfilesSupported=\"Main\"><tt:Encoding>H265</tt:Encoding>")
        + sizes("3840x2160", "1920x1080")
        + "<tt:BitrateRange><tt:Min>32</tt:Min><tt:Max>16384</tt:Max></tt:BitrateRange></tr2:Options>"
        + ("<tr2:Options GovLengthRange=\"1 400\" FrameRatesSupported=\"50 25 20 12.5 5 1\""
            + " ProfilesSupported=\"Baseline Main High\"><tt:Encoding>H264</tt:Encoding>")
        + sizes("2560x1440", "1920x1080", "640x360")
        + "<tt:BitrateRange><tt:Min>32</tt:Min><tt:Max>10000</tt:Max></tt:BitrateRange></tr2:Options>"
        + "</tr2:GetVideoEncoderConfigurationOptionsResponse>";
  }

  private static String sizes(String... sizes) {
    StringBuilder all = new StringBuilder();
    for (String size : sizes) {
      String[] sides = size.split("x");
      all.append(
          ("<tt:ResolutionsAvailable><tt:Width>%s</tt:Width><tt:Height>%s</tt:Height>"
                  + "</tt:ResolutionsAvailable>")
              .formatted(sides[0], sides[1]));
    }
    return all.toString();
  }

  private OnvifReply change(OnvifRequest request, boolean second) {
    Element configuration = request.element("Configuration").orElseThrow();
    String token = configuration.getAttribute("token");
    for (ScriptedEncoder encoder : encoders) {
      if (encoder.token.equals(token)) {
        String wrong = encoder.change(configuration, second);
        return wrong.isEmpty()
            ? OnvifReply.soap(
                second
                    ? "<tr2:SetVideoEncoderConfigurationResponse/>"
                    : "<trt:SetVideoEncoderConfigurationResponse/>")
            : OnvifReply.fault("ter:InvalidArgVal", wrong);
      }
    }
    return OnvifReply.fault("ter:NoConfig", "no encoder " + token);
  }
}
