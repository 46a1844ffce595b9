package io.vedette.web;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.CameraIdentity;
import io.vedette.camera.Credentials;
import io.vedette.camera.Learned;
import io.vedette.config.CameraConfig;
import io.vedette.config.SourceMode;
import io.vedette.media.Orientation;
import io.vedette.security.StreamKeys;
import io.vedette.web.Problem.FieldError;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a camera from a request, field by field: every fault is collected, none is guessed away.
 * Used once, by the request's thread.
 */
final class CameraInput {

  private static final int MAX_NAME = 100;
  private static final int MAX_CREDENTIAL = 200;
  private static final Set<String> MEMBERS =
      Set.of(
          "name",
          "enabled",
          "mode",
          "orientation",
          "address",
          "transport",
          "credentials",
          "identity");

  private static final Set<String> DEGREES = Set.of("0", "90", "180", "270");

  /** What only a change can have. */
  private static final String CERTIFICATE = "certificate";

  private static final Set<String> CHANGE_MEMBERS =
      Stream.concat(MEMBERS.stream(), Stream.of(CERTIFICATE))
          .collect(Collectors.toUnmodifiableSet());

  private final JsonObject body;
  private final List<FieldError> errors = new ArrayList<>();
  private final AddressInput address;

  private CameraInput(JsonObject body) {
    this.body = body;
    this.address = new AddressInput(body.get("address"), errors);
  }

  /**
   * A new camera.
   *
   * @throws ProblemException with every fault that it has
   */
  static CameraConfig create(String id, JsonObject body) {
    CameraInput input = new CameraInput(body);
    input.refuseUnknown(false);
    String name = input.name("");
    if (input.address.isPush()) {
      return input.push(id, name);
    }
    Transport transport = input.transport(Transport.AUTO);
    Optional<CameraAddress> address = input.address.pulled(transport);
    Optional<URI> subUrl = input.address.subUrl();
    Optional<Credentials> credentials = input.credentials(Optional.empty());
    SourceMode mode = input.mode(SourceMode.ALWAYS);
    Orientation orientation = input.orientation(Orientation.UPRIGHT);
    boolean enabled = input.enabled(true);
    CameraIdentity identity = input.identity(CameraIdentity.UNKNOWN);
    input.complete();
    return new CameraConfig(
        id,
        name,
        address.orElseThrow(),
        subUrl,
        credentials,
        mode,
        orientation,
        enabled,
        Learned.NOTHING,
        identity);
  }

  /** A camera that pushes, with a stream key that is made for it. */
  private CameraConfig push(String id, String name) {
    address.refuseAllButType();
    refuse("Of a camera that pushes this cannot be chosen.", "transport", "credentials");
    Orientation orientation = orientation(Orientation.UPRIGHT);
    boolean enabled = enabled(true);
    CameraIdentity identity = identity(CameraIdentity.UNKNOWN);
    pushedMode();
    complete();
    return new CameraConfig(
        id,
        name,
        new CameraAddress.RtmpPush(),
        Optional.empty(),
        Optional.of(new Credentials("", StreamKeys.make())),
        SourceMode.ALWAYS,
        orientation,
        enabled,
        Learned.NOTHING,
        identity);
  }

  private void pushedMode() {
    if (mode(SourceMode.ALWAYS) == SourceMode.ON_DEMAND) {
      errors.add(
          new FieldError("mode", "A camera that pushes decides by itself when it connects."));
    }
  }

  private void refuse(String detail, String... members) {
    for (String member : members) {
      if (body.containsKey(member)) {
        errors.add(new FieldError(member, detail));
      }
    }
  }

  /**
   * A camera as it is after a change; what the request does not mention stays.
   *
   * @throws ProblemException with every fault that the change has
   */
  static CameraConfig change(CameraConfig before, JsonObject body) {
    CameraInput input = new CameraInput(body);
    input.refuseUnknown(true);
    String name = body.containsKey("name") ? input.name(before.name()) : before.name();
    CameraAddress address =
        switch (before.address()) {
          case CameraAddress.Rtsp rtsp -> input.changedAddress(rtsp);
          case CameraAddress.Simulated simulated -> input.unchangedAddress(simulated);
          case CameraAddress.RtmpPush push -> input.unchangedAddress(push);
        };
    Optional<URI> subUrl = body.containsKey("address") ? input.address.subUrl() : before.subUrl();
    Optional<Credentials> credentials =
        body.containsKey("credentials")
            ? input.credentials(before.credentials())
            : before.credentials();
    SourceMode mode = input.mode(before.mode());
    Orientation orientation = input.orientation(before.orientation());
    boolean enabled = input.enabled(before.enabled());
    Learned learned = input.learned(before, address);
    CameraIdentity identity =
        input.identity(
            isElsewhere(before.address(), address) ? CameraIdentity.UNKNOWN : before.identity());
    input.complete();
    return new CameraConfig(
        before.id(),
        name,
        address,
        subUrl,
        credentials,
        mode,
        orientation,
        enabled,
        learned,
        identity);
  }

  /**
   * What stays known: nothing of a camera at another host, and not how it is signed in to if the
   * password is given anew.
   */
  private Learned learned(CameraConfig before, CameraAddress address) {
    if (body.containsKey(CERTIFICATE) && body.get(CERTIFICATE) != JsonValue.NULL) {
      errors.add(
          new FieldError(
              CERTIFICATE, "Only null, which trusts the certificate that is shown next."));
    }
    Learned known = isElsewhere(before.address(), address) ? Learned.NOTHING : before.learned();
    if (body.containsKey(CERTIFICATE)) {
      known = known.withoutCertificate();
    }
    return isPasswordGiven() ? known.withoutSignIn() : known;
  }

  /** A user name alone leaves the password as it was; null takes it away. */
  private boolean isPasswordGiven() {
    JsonValue given = body.get("credentials");
    return given == JsonValue.NULL
        || given instanceof JsonObject credentials && credentials.containsKey("password");
  }

  private static boolean isElsewhere(CameraAddress before, CameraAddress after) {
    return before instanceof CameraAddress.Rtsp(URI old, _)
        && after instanceof CameraAddress.Rtsp(URI now, _)
        && !old.getAuthority().equalsIgnoreCase(now.getAuthority());
  }

  /** Who the camera is: an object says it whole, null says that it is not known. */
  private CameraIdentity identity(CameraIdentity otherwise) {
    return body.containsKey("identity")
        ? new IdentityInput(errors).read(body.get("identity"))
        : otherwise;
  }

  private void refuseUnknown(boolean change) {
    errors.addAll(FieldError.unknown("", body, change ? CHANGE_MEMBERS : MEMBERS));
  }

  private String name(String otherwise) {
    if (!(body.get("name") instanceof JsonString text) || text.getString().isBlank()) {
      errors.add(new FieldError("name", "A camera needs a name."));
      return otherwise;
    }
    String name = text.getString().strip();
    if (name.length() > MAX_NAME) {
      errors.add(
          new FieldError(
              "name", "At most " + MAX_NAME + " characters; these are " + name.length() + "."));
    } else if (name.chars().anyMatch(Character::isISOControl)) {
      errors.add(new FieldError("name", "Control characters are not allowed."));
    }
    return name;
  }

  private boolean enabled(boolean otherwise) {
    JsonValue value = body.get("enabled");
    if (value != null && value != JsonValue.TRUE && value != JsonValue.FALSE) {
      errors.add(new FieldError("enabled", "True or false."));
    }
    return value == null ? otherwise : value == JsonValue.TRUE;
  }

  private SourceMode mode(SourceMode otherwise) {
    JsonValue value = body.get("mode");
    if (value == null) {
      return otherwise;
    }
    String name = value instanceof JsonString text ? text.getString() : "";
    for (SourceMode mode : SourceMode.values()) {
      if (mode.id().equals(name)) {
        return mode;
      }
    }
    errors.add(new FieldError("mode", "\"always\" or \"on_demand\"."));
    return otherwise;
  }

  /** What the object does not mention stays. */
  private Orientation orientation(Orientation otherwise) {
    JsonValue value = body.get("orientation");
    if (value == null) {
      return otherwise;
    }
    if (!(value instanceof JsonObject given)) {
      errors.add(new FieldError("orientation", "An object with \"degrees\" and \"mirrored\"."));
      return otherwise;
    }
    errors.addAll(FieldError.unknown("orientation.", given, Set.of("degrees", "mirrored")));
    return new Orientation(
        degrees(given, otherwise.degrees()), mirrored(given, otherwise.mirrored()));
  }

  private int degrees(JsonObject given, int otherwise) {
    JsonValue value = given.get("degrees");
    if (value == null) {
      return otherwise;
    }
    String text = value instanceof JsonNumber ? value.toString() : "";
    if (!DEGREES.contains(text)) {
      errors.add(new FieldError("orientation.degrees", "0, 90, 180 or 270."));
      return otherwise;
    }
    return Integer.parseInt(text);
  }

  private boolean mirrored(JsonObject given, boolean otherwise) {
    JsonValue value = given.get("mirrored");
    if (value != null && value != JsonValue.TRUE && value != JsonValue.FALSE) {
      errors.add(new FieldError("orientation.mirrored", "True or false."));
    }
    return value == null ? otherwise : value == JsonValue.TRUE;
  }

  private Transport transport(Transport otherwise) {
    JsonValue value = body.get("transport");
    if (value == null) {
      return otherwise;
    }
    String name = value instanceof JsonString text ? text.getString() : "";
    for (Transport transport : Transport.values()) {
      if (transport.name().toLowerCase(Locale.ROOT).equals(name)) {
        return transport;
      }
    }
    errors.add(new FieldError("transport", "\"auto\", \"tcp\", \"udp\" or \"http\"."));
    return otherwise;
  }

  private CameraAddress changedAddress(CameraAddress.Rtsp before) {
    Transport transport = transport(before.transport());
    if (body.containsKey("address")) {
      return address.pulled(transport).orElse(before);
    }
    return new CameraAddress.Rtsp(before.url(), transport);
  }

  private CameraAddress unchangedAddress(CameraAddress.Simulated before) {
    refuse(
        "Of a simulated camera only its name, \"mode\", \"orientation\" and \"enabled\" can be"
            + " changed.",
        "address",
        "transport",
        "credentials",
        "identity");
    return before;
  }

  private CameraAddress unchangedAddress(CameraAddress.RtmpPush before) {
    refuse(
        "Of a camera that pushes only its name, \"orientation\", \"identity\" and \"enabled\" can be"
            + " changed, and its stream key made anew.",
        "address",
        "transport",
        "credentials",
        CERTIFICATE);
    pushedMode();
    return before;
  }

  private Optional<Credentials> credentials(Optional<Credentials> before) {
    JsonValue value = body.get("credentials");
    if (value == null || value == JsonValue.NULL) {
      return Optional.empty();
    }
    if (!(value instanceof JsonObject given)) {
      errors.add(
          new FieldError("credentials", "An object with \"username\" and \"password\", or null."));
      return Optional.empty();
    }
    String username = credential(given, "username", Optional.empty());
    String password = credential(given, "password", before.map(Credentials::password));
    return Optional.of(new Credentials(username, password));
  }

  private String credential(JsonObject given, String member, Optional<String> before) {
    if (!given.containsKey(member) && before.isPresent()) {
      return before.get();
    }
    if (!(given.get(member) instanceof JsonString text)) {
      errors.add(new FieldError("credentials." + member, "Has to be given, as a string."));
      return "";
    }
    if (text.getString().length() > MAX_CREDENTIAL) {
      errors.add(
          new FieldError("credentials." + member, "At most " + MAX_CREDENTIAL + " characters."));
    } else if (text.getString().chars().anyMatch(Character::isISOControl)) {
      errors.add(new FieldError("credentials." + member, "Control characters are not allowed."));
    }
    return text.getString();
  }

  private void complete() {
    if (!errors.isEmpty()) {
      throw new ProblemException(Problem.invalidCamera(errors));
    }
  }
}
