package io.vedette.camera.onvif;

import io.vedette.camera.onvif.VideoEncoding.Codec;
import io.vedette.camera.onvif.soap.XmlElement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;

/**
 * What a video encoder can do with one codec. What a device does not tell is empty, and everything
 * may then be tried.
 *
 * @param codec the codec
 * @param sizes the sizes of pictures
 * @param rates the rates in pictures a second that there are, in ascending order
 * @param rateRange the rates between which any is to be had, if the device does not list them
 * @param gop pictures from one key frame to the next
 * @param bitrate kilobits a second
 * @param profiles the codec's profiles
 */
public record EncoderOptions(
    Codec codec,
    List<PictureSize> sizes,
    List<Double> rates,
    Optional<Range> rateRange,
    Optional<Range> gop,
    Optional<Range> bitrate,
    List<String> profiles) {

  /**
   * From one whole number to another, both included.
   *
   * @param min the least
   * @param max the most, not less than the least
   */
  public record Range(int min, int max) {

    static Optional<Range> of(OptionalInt min, OptionalInt max) {
      return min.isPresent() && max.isPresent() && min.getAsInt() <= max.getAsInt()
          ? Optional.of(new Range(min.getAsInt(), max.getAsInt()))
          : Optional.empty();
    }

    /** The number in it that is nearest to this one. */
    int nearest(int number) {
      return Math.clamp(number, min, max);
    }
  }

  public EncoderOptions {
    sizes = List.copyOf(sizes);
    rates = List.copyOf(rates);
    profiles = List.copyOf(profiles);
  }

  /**
   * Reads Media 1's answer to GetVideoEncoderConfigurationOptions: an element for each codec, and
   * the same once more in an extension if there is a range of bitrates.
   */
  static List<EncoderOptions> ofMedia1(XmlElement response) {
    Optional<XmlElement> options = response.at("Options");
    List<EncoderOptions> found = new ArrayList<>();
    for (Codec codec : new Codec[] {Codec.H264, Codec.MPEG4, Codec.JPEG}) {
      Optional<XmlElement> extended = options.flatMap(o -> o.at("Extension", codec.token()));
      options
          .flatMap(o -> o.at(codec.token()))
          .or(() -> extended)
          .map(told -> media1(codec, told, extended))
          .ifPresent(found::add);
    }
    return found;
  }

  private static EncoderOptions media1(
      Codec codec, XmlElement told, Optional<XmlElement> extended) {
    return new EncoderOptions(
        codec,
        sizes(told),
        List.of(),
        range(told, "FrameRateRange"),
        range(told, "GovLengthRange"),
        extended.flatMap(e -> range(e, "BitrateRange")).or(() -> range(told, "BitrateRange")),
        told.all("H264ProfilesSupported").stream().map(XmlElement::text).toList());
  }

  /** Reads Media 2's: an element for each codec, with lists in attributes. */
  static List<EncoderOptions> ofMedia2(XmlElement response) {
    return response.all("Options").stream()
        .map(
            told -> {
              double[] gop = numbers(told.attribute("GovLengthRange").orElse(""));
              return new EncoderOptions(
                  Codec.of(told.textAt("Encoding").orElse("")),
                  sizes(told),
                  Arrays.stream(numbers(told.attribute("FrameRatesSupported").orElse("")))
                      .filter(rate -> rate > 0)
                      .sorted()
                      .boxed()
                      .toList(),
                  Optional.empty(),
                  gop.length == 2
                      ? Range.of(OptionalInt.of((int) gop[0]), OptionalInt.of((int) gop[1]))
                      : Optional.empty(),
                  range(told, "BitrateRange"),
                  told.attribute("ProfilesSupported").map(list -> list.split("\\s+")).stream()
                      .flatMap(Arrays::stream)
                      .toList());
            })
        .toList();
  }

  private static List<PictureSize> sizes(XmlElement told) {
    return told.all("ResolutionsAvailable").stream()
        .flatMap(size -> PictureSize.of(size).stream())
        .toList();
  }

  private static Optional<Range> range(XmlElement told, String name) {
    return told.at(name).flatMap(range -> Range.of(range.intAt("Min"), range.intAt("Max")));
  }

  /** The numbers of a list; what is none is passed over. */
  private static double[] numbers(String list) {
    return Arrays.stream(list.strip().split("\\s+"))
        .flatMapToDouble(
            word -> {
              try {
                return DoubleStream.of(Double.parseDouble(word));
              } catch (NumberFormatException e) {
                return DoubleStream.empty();
              }
            })
        .toArray();
  }

  /** The rate that there is and that is nearest below this one, else the least. */
  double rateUpTo(double most) {
    if (!rates.isEmpty()) {
      return rates.stream()
          .filter(rate -> rate <= most)
          .reduce((_, b) -> b)
          .orElse(rates.getFirst());
    }
    return rateRange.map(range -> Math.clamp(most, range.min(), range.max())).orElse(most);
  }

  /** This size if there is it, else the largest that is not larger, else the smallest. */
  PictureSize sizeUpTo(PictureSize most) {
    if (sizes.isEmpty() || sizes.contains(most)) {
      return most;
    }
    return sizes.stream()
        .filter(size -> size.compareTo(most) <= 0)
        .max(PictureSize::compareTo)
        .orElseGet(() -> sizes.stream().min(PictureSize::compareTo).orElseThrow());
  }
}
