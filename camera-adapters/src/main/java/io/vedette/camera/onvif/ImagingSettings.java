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
    SHARPNESS("Sharpness");

    private final String element;

    Level(String element) {
      this.element = element;
    }
  }

  /**
   * From one number to another.
   *
   * @param min the least
   * @param max the most
   */
  public record Range(double min, double max) {}

  /** What it is; empty if the device does not have it. */
  public OptionalDouble level(Level level) {
    return raw.numberAt(level.element);
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
    return options.map(o -> o.numberAt(level.element, end)).orElseGet(OptionalDouble::empty);
  }

  /** Whether infrared is filtered: {@code ON} by day, {@code OFF} by night, {@code AUTO}. */
  public Optional<String> infraredFilter() {
    return raw.textAt("IrCutFilter");
  }

  /** What the filter may be; nothing if the device does not tell. */
  public List<String> infraredFilters() {
    return options.map(o -> o.all("IrCutFilterModes")).orElseGet(List::of).stream()
        .flatMap(modes -> Arrays.stream(modes.text().split("\\s+")))
        .filter(mode -> !mode.isEmpty())
        .toList();
  }

  /**
   * The same with another level.
   *
   * @throws CameraException with {@link Reason#REFUSED} if the device does not have it, or it is
   *     out of its range
   */
  public ImagingSettings with(Level level, double value) throws CameraException {
    Optional<Range> range = range(level);
    if (level(level).isEmpty()) {
      throw refused("the camera has no " + level.element);
    }
    if (range.isPresent() && (value < range.get().min() || value > range.get().max())) {
      throw refused(level.element + " goes from " + range.get().min() + " to " + range.get().max());
    }
    return new ImagingSettings(source, raw.replaced(String.valueOf(value), level.element), options);
  }

  /**
   * The same with another filter.
   *
   * @throws CameraException with {@link Reason#REFUSED} if the device has none
   */
  public ImagingSettings withInfraredFilter(String mode) throws CameraException {
    if (infraredFilter().isEmpty()) {
      throw refused("the camera has no filter for infrared");
    }
    return new ImagingSettings(source, raw.replaced(mode, "IrCutFilter"), options);
  }

  private static CameraException refused(String seen) {
    return new CameraException(Reason.REFUSED, "SetImagingSettings", seen);
  }
}
