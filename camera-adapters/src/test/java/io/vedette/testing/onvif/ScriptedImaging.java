package io.vedette.testing.onvif;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;

/**
 * How the scripted device's picture looks. Its numbers are whole ones from 0 to 100, and it cannot
 * even out light and dark and compensate for a light behind at once, as many cannot.
 */
final class ScriptedImaging {

  private static final String SOURCE = "source_1";

  /** The schema's order (onvif.xsd, ImagingSettings20). */
  private static final List<String> ORDER =
      List.of(
          "BacklightCompensation",
          "Brightness",
          "ColorSaturation",
          "Contrast",
          "Exposure",
          "Focus",
          "IrCutFilter",
          "Sharpness",
          "WideDynamicRange",
          "WhiteBalance",
          "Extension");

  private static final List<String> NUMBERS =
      List.of("Brightness", "ColorSaturation", "Contrast", "Sharpness", "Level");

  /** By element, those within others with both names. */
  private final Map<String, String> settings = new LinkedHashMap<>();

  ScriptedImaging() {
    settings.put("BacklightCompensation/Mode", "OFF");
    settings.put("BacklightCompensation/Level", "20");
    settings.put("Brightness", "50");
    settings.put("ColorSaturation", "40");
    settings.put("Contrast", "60");
    settings.put("Exposure/Mode", "AUTO");
    settings.put("IrCutFilter", "AUTO");
    settings.put("Sharpness", "30");
    settings.put("WideDynamicRange/Mode", "OFF");
  }

  /** What is asked of the imaging service. */
  synchronized OnvifReply to(OnvifRequest request) {
    if (!request.text("VideoSourceToken").orElse("").equals(SOURCE)) {
      return OnvifReply.fault("ter:InvalidArgVal", "no such video source");
    }
    return switch (request.operation()) {
      case "GetImagingSettings" -> OnvifReply.soap(told());
      case "GetOptions" -> OnvifReply.soap(options());
      default -> change(request);
    };
  }

  private String told() {
    StringBuilder all =
        new StringBuilder("<timg:GetImagingSettingsResponse><timg:ImagingSettings>");
    for (String element : ORDER) {
      StringBuilder within = new StringBuilder();
      for (var setting : settings.entrySet()) {
        String[] path = setting.getKey().split("/");
        if (path[0].equals(element)) {
          within.append(
              path.length == 1
                  ? setting.getValue()
                  : "<tt:%1$s>%2$s</tt:%1$s>".formatted(path[1], setting.getValue()));
        }
      }
      if (!within.isEmpty()) {
        all.append("<tt:%1$s>%2$s</tt:%1$s>".formatted(element, within));
      }
    }
    return all.append("</timg:ImagingSettings></timg:GetImagingSettingsResponse>").toString();
  }

  private static String options() {
    return "<timg:GetOptionsResponse><timg:ImagingOptions>"
        + ("<tt:BacklightCompensation>" + mode("OFF", "ON") + range("Level"))
        + "</tt:BacklightCompensation>"
        + range("Brightness")
        + range("ColorSaturation")
        + range("Contrast")
        + "<tt:IrCutFilterModes>ON</tt:IrCutFilterModes>"
        + "<tt:IrCutFilterModes>OFF</tt:IrCutFilterModes>"
        + "<tt:IrCutFilterModes>AUTO</tt:IrCutFilterModes>"
        + range("Sharpness")
        + ("<tt:WideDynamicRange>" + mode("OFF", "ON") + range("Level") + "</tt:WideDynamicRange>")
        + "</timg:ImagingOptions></timg:GetOptionsResponse>";
  }

  private static String mode(String one, String other) {
    return "<tt:Mode>" + one + "</tt:Mode><tt:Mode>" + other + "</tt:Mode>";
  }

  private static String range(String element) {
    return "<tt:%1$s><tt:Min>0</tt:Min><tt:Max>100</tt:Max></tt:%1$s>".formatted(element);
  }

  private OnvifReply change(OnvifRequest request) {
    List<String> names = new ArrayList<>();
    Map<String, String> wanted = new LinkedHashMap<>();
    for (Element element :
        OnvifRequest.children(request.element("ImagingSettings").orElseThrow())) {
      names.add(element.getLocalName());
      List<Element> within = OnvifRequest.children(element);
      if (within.isEmpty()) {
        wanted.put(element.getLocalName(), element.getTextContent());
      }
      within.forEach(
          part ->
              wanted.put(
                  element.getLocalName() + "/" + part.getLocalName(), part.getTextContent()));
    }
    if (!names.equals(ORDER.stream().filter(names::contains).toList())) {
      return OnvifReply.fault("ter:WellFormed", "not in the schema's order: " + names);
    }
    for (var setting : wanted.entrySet()) {
      if (NUMBERS.contains(setting.getKey().replaceFirst(".*/", ""))) {
        double number = Double.parseDouble(setting.getValue());
        if (number < 0 || number > 100) {
          return OnvifReply.fault("ter:SettingsInvalid", setting.toString());
        }
        setting.setValue(String.valueOf(Math.round(number)));
      }
    }
    boolean evened = "ON".equals(wanted.get("WideDynamicRange/Mode"));
    if (evened && "ON".equals(wanted.get("BacklightCompensation/Mode"))) {
      return OnvifReply.fault("ter:SettingsInvalid", "WDR and BLC exclude each other");
    }
    settings.clear();
    settings.putAll(wanted);
    if (evened) {
      settings.putIfAbsent("WideDynamicRange/Level", "50");
    }
    return OnvifReply.soap("<timg:SetImagingSettingsResponse/>");
  }
}
