package io.vedette.web;

import io.vedette.config.OverBudget;
import io.vedette.config.RenditionProfile;
import io.vedette.config.RenditionProfile.Offer;
import io.vedette.web.Problem.FieldError;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what requests say of rendition profiles, and finds every fault in it. */
final class ProfileInput {

  private static final Set<String> MEMBERS =
      Set.of("width", "height", "frameRate", "bitRate", "offer");

  private final JsonObject body;
  private final List<FieldError> errors = new ArrayList<>();

  private ProfileInput(JsonObject body) {
    this.body = body;
  }

  /**
   * A profile as a request wants it; what it does not mention stays, or is as the default has it.
   *
   * @param before the profile of that name, or the default one
   * @throws ProblemException with every fault that it has
   */
  static RenditionProfile read(String name, RenditionProfile before, JsonObject body) {
    ProfileInput input = new ProfileInput(body);
    if (!RenditionProfile.isName(name)) {
      input.errors.add(
          new FieldError(
              "name",
              "A lower-case letter, then letters, digits and hyphens, at most 20; not main or sub."));
    }
    input.errors.addAll(FieldError.unknown("", body, MEMBERS));
    int width = input.size("width", before.width());
    int height = input.size("height", before.height());
    int frameRate =
        input.number(
            "frameRate", before.frameRate(), 1, RenditionProfile.MOST_FRAME_RATE, "a second");
    int bitRate =
        input.number(
            "bitRate",
            before.bitRate(),
            RenditionProfile.LEAST_BIT_RATE,
            RenditionProfile.MOST_BIT_RATE,
            "bits a second (%d kbit/s to %d Mbit/s)"
                .formatted(
                    RenditionProfile.LEAST_BIT_RATE / 1000,
                    RenditionProfile.MOST_BIT_RATE / 1_000_000));
    Offer offer = input.choice("offer", Offer.values(), Offer::id, before.offer());
    input.complete();
    return new RenditionProfile(name, width, height, frameRate, bitRate, offer);
  }

  /**
   * What is to happen to transcodes that the box has no power left for.
   *
   * @throws ProblemException with every fault that the request has
   */
  static OverBudget overBudget(OverBudget before, JsonObject body) {
    ProfileInput input = new ProfileInput(body);
    input.errors.addAll(FieldError.unknown("", body, Set.of("overBudget")));
    OverBudget wanted = input.choice("overBudget", OverBudget.values(), OverBudget::id, before);
    input.complete();
    return wanted;
  }

  private int size(String field, int otherwise) {
    return number(
        field, otherwise, RenditionProfile.LEAST_SIZE, RenditionProfile.MOST_SIZE, "pixels");
  }

  private int number(String field, int otherwise, int least, int most, String unit) {
    JsonValue value = body.get(field);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof JsonNumber number) {
      BigDecimal wanted = number.bigDecimalValue();
      // Compared before it is written out: 1e999999999 is a short way to ask for a lot of memory.
      if (wanted.compareTo(BigDecimal.valueOf(least)) >= 0
          && wanted.compareTo(BigDecimal.valueOf(most)) <= 0
          && wanted.remainder(BigDecimal.ONE).signum() == 0) {
        return wanted.intValueExact();
      }
    }
    errors.add(
        new FieldError(field, "A whole number from " + least + " to " + most + " " + unit + "."));
    return otherwise;
  }

  private <T> T choice(String field, T[] values, Function<T, String> id, T otherwise) {
    JsonValue value = body.get(field);
    if (value == null) {
      return otherwise;
    }
    Optional<T> chosen =
        value instanceof JsonString text
            ? Arrays.stream(values)
                .filter(each -> id.apply(each).equals(text.getString()))
                .findAny()
            : Optional.empty();
    if (chosen.isEmpty()) {
      String ids = Arrays.stream(values).map(id).collect(Collectors.joining(" or "));
      errors.add(new FieldError(field, "Either " + ids + "."));
    }
    return chosen.orElse(otherwise);
  }

  private void complete() {
    if (!errors.isEmpty()) {
      throw new ProblemException(Problem.invalidProfile(errors));
    }
  }
}
