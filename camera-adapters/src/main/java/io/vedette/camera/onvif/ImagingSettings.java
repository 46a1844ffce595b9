package io.vedette.camera.onvif;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.onvif.soap.XmlElement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a video source looks (ONVIF Imaging Service Specification), as the device holds it. What we
 * do not know in it is kept and given back.
 *
 * @param source the video source's token
 * @param raw its element
 * @param options the element of what there may be, if the device tells
 */
public record ImagingSettings(String source, XmlElement raw, Optional<XmlElement> options) {

  /** What can be set to a number. */
  public enum Level {
    BRIGHTNESS("Brightness"),
    CONTRAST("Contrast"),
    SATURATION("ColorSaturation"),
    SHARPNESS("Sharpness"),
    /** How much it evens out light and dark, while it does. */
    WIDE_DYNAMIC_RANGE("WideDynamicRange", "Level"),
    /** How much it lightens what stands before a light, while it does. */
    BACKLIGHT_COMPENSATION("BacklightCompensation", "Level");

    private final String[] path;

    Level(String... path) {
      this.path = path;
    }
  }

  /** What can be set to one of a few words, which the device writes in capitals. */
  public enum Mode {
    /** Whether infrared is filtered: {@code ON} by day, {@code OFF} by night, {@code AUTO}. */
    INFRARED_FILTER("IrCutFilter") {
      @Override
      List<XmlElement> told(XmlElement options) {
        return options.all("IrCutFilterModes");
      }
    },
    /** Whether light and dark are evened out: {@code ON} or {@code OFF}. */
    WIDE_DYNAMIC_RANGE("WideDynamicRange", "Mode"),
    /** Whether what stands before a light is made lighter: {@code ON} or {@code OFF}. */
    BACKLIGHT_COMPENSATION("BacklightCompensation", "Mode");

    private final String[] path;

    Mode(String... path) {
      this.path = path;
    }

    /** The elements in which the device tells what it may be. */
    List<XmlElement> told(XmlElement options) {
      return options.at(path[0]).map(within -> within.all(path[1])).orElseGet(List::of);
    }
  }

  /**
   * From one number to another.
   *
   * @param min the least
   * @param max the most
   */
  public record Range(double min, double max) {

    /** Whether a number lies within, or is one of the ends. */
    public boolean contains(double value) {
      return value >= min && value <= max;
    }
  }

  /** What it is; empty if the device does not have it. */
  public OptionalDouble level(Level level) {
    return raw.numberAt(level.path);
  }

  /** What it may be; empty if the device does not tell. */
  public Optional<Range> range(Level level) {
    OptionalDouble min = number(level, "Min");
    OptionalDouble max = number(level, "Max");
    return min.isPresent() && max.isPresent() && min.getAsDouble() <= max.getAsDouble()
        ? Optional.of(new Range(min.getAsDouble(), max.getAsDouble()))
        : Optional.empty();
  }

  private OptionalDouble number(Level level, String end) {
    return options
        .flatMap(told -> told.at(level.path))
        .map(told -> told.numberAt(end))
        .orElseGet(OptionalDouble::empty);
  }

  /** What it is; empty if the device does not have it. */
  public Optional<String> mode(Mode mode) {
    return raw.textAt(mode.path);
  }

  /** What it may be, in the device's order; nothing if the device does not tell. */
  public List<String> choices(Mode mode) {
    return options.map(mode::told).orElseGet(List::of).stream()
        .flatMap(modes -> Arrays.stream(modes.text().split("\\s+")))
        .filter(choice -> !choice.isEmpty())
        .distinct()
        .toList();
  }

  /**
   * The same with another level.
   *
   * @throws CameraException with {@link Reason#REFUSED} if the device does not have it, or it is
   *     out of its range
   */
  public ImagingSettings with(Level level, double value) throws CameraException {
    String name = String.join(" ", level.path);
    Optional<Range> range = range(level);
    if (level(level).isEmpty()) {
      throw refused("the camera has no " + name);
    }
    if (range.isPresent() && !range.get().contains(value)) {
      throw refused(name + " goes from " + range.get().min() + " to " + range.get().max());
    }
    return new ImagingSettings(source, raw.replaced(String.valueOf(value), level.path), options);
  }

  /**
   * The same with another mode.
   *
   * @throws CameraException with {@link Reason#REFUSED} if the device does not have it, or has told
   *     what it may be, and this is none of that
   */
  public ImagingSettings with(Mode mode, String value) throws CameraException {
    String name = String.join(" ", mode.path);
    List<String> choices = choices(mode);
    if (mode(mode).isEmpty()) {
      throw refused("the camera has no " + name);
    }
    if (!choices.isEmpty() && !choices.contains(value)) {
      throw refused(name + " is one of " + String.join(", ", choices));
    }
    return new ImagingSettings(source, raw.replaced(value, mode.path), options);
  }

  private static CameraException refused(String seen) {
    return new CameraException(Reason.REFUSED, "picture", seen);
  }
}
