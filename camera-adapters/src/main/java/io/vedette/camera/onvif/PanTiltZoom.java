package io.vedette.camera.onvif;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.onvif.soap.XmlElement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Moves a camera (ONVIF PTZ Service Specification), by the token of a media profile whose {@link
 * MediaProfile#ptz} says that it can. Blocks its caller as {@link OnvifDevice} does.
 */
public final class PanTiltZoom {

  private static final OnvifService PTZ = OnvifService.PTZ;

  private final OnvifDevice device;

  PanTiltZoom(OnvifDevice device) {
    this.device = device;
  }

  /**
   * A direction, as a speed or as a way.
   *
   * @param pan to the right, from -1 to 1
   * @param tilt upwards, from -1 to 1
   * @param zoom closer, from -1 to 1
   */
  public record Vector(double pan, double tilt, double zoom) {

    /** Whatever goes beyond is cut off. */
    public Vector {
      pan = within(pan);
      tilt = within(tilt);
      zoom = within(zoom);
    }

    private static double within(double value) {
      return Double.isNaN(value) ? 0 : Math.clamp(value, -1, 1);
    }

    boolean isNothing() {
      return pan == 0 && tilt == 0 && zoom == 0;
    }

    /** Only with what moves: a camera without zoom refuses one of nought. */
    XmlElement element(String name) {
      XmlElement element = PTZ.operation(name);
      if (pan != 0 || tilt != 0) {
        element =
            element.with(
                XmlElement.of(OnvifService.SCHEMA, "PanTilt")
                    .with("x", String.valueOf(pan))
                    .with("y", String.valueOf(tilt)));
      }
      if (zoom != 0) {
        element =
            element.with(
                XmlElement.of(OnvifService.SCHEMA, "Zoom").with("x", String.valueOf(zoom)));
      }
      return element;
    }
  }

  /**
   * A place that the camera remembers.
   *
   * @param token its name for the device
   * @param name its name for people
   */
  public record Preset(String token, String name) {}

  /**
   * Moves on and on, until it is told to stop, or for this time: what moves it may vanish.
   *
   * @param speed how fast; nothing stops it
   * @param most when the camera stops by itself, at least a second
   */
  public void move(String profile, Vector speed, Duration most) throws CameraException {
    if (speed.isNothing()) {
      stop(profile);
      return;
    }
    ask(
        PTZ.operation(
            "ContinuousMove",
            profile(profile),
            speed.element("Velocity"),
            PTZ.text("Timeout", "PT" + Math.max(1, most.toSeconds()) + "S")));
  }

  /** Stops all that moves. */
  public void stop(String profile) throws CameraException {
    ask(
        PTZ.operation(
            "Stop", profile(profile), PTZ.text("PanTilt", "true"), PTZ.text("Zoom", "true")));
  }

  /** Moves by a part of what it can; nothing does nothing. */
  public void step(String profile, Vector way) throws CameraException {
    if (!way.isNothing()) {
      ask(PTZ.operation("RelativeMove", profile(profile), way.element("Translation")));
    }
  }

  /** The places it remembers. */
  public List<Preset> presets(String profile) throws CameraException {
    return ask(PTZ.operation("GetPresets", profile(profile))).all("Preset").stream()
        .filter(told -> told.attribute("token").isPresent())
        .map(
            told -> {
              String token = told.attribute("token").orElseThrow();
              return new Preset(token, told.textAt("Name").orElse(token));
            })
        .toList();
  }

  /** Goes to a place. */
  public void goTo(String profile, String preset) throws CameraException {
    ask(PTZ.operation("GotoPreset", profile(profile), PTZ.text("PresetToken", preset)));
  }

  /**
   * Remembers where it looks now.
   *
   * @return the new place's token
   */
  public String remember(String profile, String name) throws CameraException {
    Optional<String> token =
        ask(PTZ.operation("SetPreset", profile(profile), PTZ.text("PresetName", name)))
            .textAt("PresetToken");
    return token.orElseThrow(
        () ->
            new CameraException(
                Reason.PROTOCOL, "SetPreset", "the camera does not say which preset it became"));
  }

  /** Forgets a place. */
  public void forget(String profile, String preset) throws CameraException {
    ask(PTZ.operation("RemovePreset", profile(profile), PTZ.text("PresetToken", preset)));
  }

  /** Goes home. */
  public void home(String profile) throws CameraException {
    ask(PTZ.operation("GotoHomePosition", profile(profile)));
  }

  /** Makes where it looks now its home; some cameras do not allow that. */
  public void setHome(String profile) throws CameraException {
    ask(PTZ.operation("SetHomePosition", profile(profile)));
  }

  private XmlElement ask(XmlElement operation) throws CameraException {
    return device.ask(PTZ, operation).orThrow();
  }

  private static XmlElement profile(String token) {
    return PTZ.text("ProfileToken", token);
  }
}
