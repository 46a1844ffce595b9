package io.vedette.web;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraAddress.Transport;
import io.vedette.web.Problem.FieldError;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads where a camera is from a request. Used once, by the request's thread. */
final class AddressInput {

  private static final String FIELD = "address";
  private static final String URL = FIELD + ".url";
  private static final String SUB_URL = FIELD + ".subUrl";
  private static final int MAX_URL = 2000;
  private static final int MAX_PORT = 65_535;

  private final Optional<JsonObject> given;
  private final List<FieldError> errors;

  /**
   * @param value what the request says, or null
   * @param errors takes the faults
   */
  AddressInput(JsonValue value, List<FieldError> errors) {
    this.given = value instanceof JsonObject object ? Optional.of(object) : Optional.empty();
    this.errors = errors;
  }

  /** Whether the camera is one that pushes. */
  boolean isPush() {
    return isOfType("rtmp");
  }

  private boolean isOfType(String type) {
    return given.isPresent()
        && given.get().get("type") instanceof JsonString text
        && text.getString().equals(type);
  }

  /** Of a camera that pushes nothing but that can be said. */
  void refuseAllButType() {
    given.ifPresent(
        address -> errors.addAll(FieldError.unknown(FIELD + ".", address, Set.of("type"))));
  }

  /** The address of a camera that is pulled; empty if it has a fault. */
  Optional<CameraAddress> pulled(Transport transport) {
    if (given.isEmpty()) {
      errors.add(new FieldError(FIELD, "An object with \"type\" and \"url\"."));
      return Optional.empty();
    }
    if (!isOfType("rtsp")) {
      errors.add(new FieldError(FIELD + ".type", "\"rtsp\" or \"rtmp\"."));
      return Optional.empty();
    }
    if (!(given.get().get("url") instanceof JsonString text) || text.getString().isBlank()) {
      errors.add(
          new FieldError(URL, "A camera needs an address, such as rtsp://192.0.2.7/stream."));
      return Optional.empty();
    }
    return url(URL, text.getString().strip()).map(url -> new CameraAddress.Rtsp(url, transport));
  }

  /** The smaller stream's address; missing, null and empty mean that there is none. */
  Optional<URI> subUrl() {
    JsonValue value =
        given.map(address -> address.getOrDefault("subUrl", JsonValue.NULL)).orElse(JsonValue.NULL);
    if (value == JsonValue.NULL) {
      return Optional.empty();
    }
    if (!(value instanceof JsonString text)) {
      return error(SUB_URL, "An address, as a string, or null.");
    }
    String url = text.getString().strip();
    return url.isEmpty() ? Optional.empty() : url(SUB_URL, url);
  }

  private Optional<URI> url(String field, String text) {
    if (text.length() > MAX_URL) {
      return error(field, "At most " + MAX_URL + " characters; these are " + text.length() + ".");
    }
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      return error(
          field, "Not an address: " + e.getReason() + " at character " + (e.getIndex() + 1) + ".");
    }
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("rtsp") && !scheme.equals("rtsps")) {
      return error(
          field,
          "It has to begin with rtsp:// or rtsps://"
              + (scheme.isEmpty() ? "." : ", not " + FieldError.excerpt(scheme) + ":."));
    }
    if (url.getRawUserInfo() != null || text.contains("@") && url.getHost() == null) {
      return error(
          field,
          "User name and password have fields of their own; they do not belong into the address.");
    }
    if (url.getHost() == null) {
      return error(field, "It names no host, or one with characters that a host name cannot have.");
    }
    if (url.getPort() == 0 || url.getPort() > MAX_PORT) {
      return error(field, "Ports go from 1 to " + MAX_PORT + ".");
    }
    if (url.getRawFragment() != null) {
      return error(field, "A \"#\" does not belong into an address.");
    }
    return Optional.of(url);
  }

  private Optional<URI> error(String field, String detail) {
    errors.add(new FieldError(field, detail));
    return Optional.empty();
  }
}
