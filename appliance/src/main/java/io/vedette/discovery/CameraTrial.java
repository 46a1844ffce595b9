package io.vedette.discovery;

import io.vedette.camera.CameraAdapter;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraIdentity;
import io.vedette.camera.Credentials;
import io.vedette.camera.discovery.DiscoveredCamera;
import io.vedette.camera.discovery.MacAddress;
import io.vedette.camera.discovery.PathTemplate;
import io.vedette.camera.discovery.PathTemplates;
import io.vedette.camera.discovery.StreamPathWalk;
import io.vedette.camera.onvif.DeviceDescription;
import io.vedette.camera.onvif.MediaProfile;
import io.vedette.camera.onvif.StreamChoice;
import io.vedette.discovery.TrialResult.Facts;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tries one camera once: asks it who it is and what it offers, opens the stream that would be used
 * and takes a picture of it. Credentials that it refuses are not sent again. One thread runs it;
 * any other may {@link #cancel} it.
 */
final class CameraTrial {

  private static final int TOO_NARROW = 320;
  private static final String NOTHING_THERE =
      "None of the paths that are known has a stream. Add the camera by hand, with the address from"
          + " its manual.";

  private final DiscoveredCamera camera;
  private final Optional<Credentials> credentials;
  private final CameraVisit visit;
  private final StreamPathWalk paths;
  private final TrialLimits limits;
  private final List<String> notes = new ArrayList<>();
  private Optional<KeyPicture> picture = Optional.empty();
  private Facts facts;

  CameraTrial(
      DiscoveredCamera camera,
      Optional<Credentials> credentials,
      CameraAdapter adapter,
      StreamPathWalk paths,
      TrialLimits limits) {
    this.camera = camera;
    this.credentials = credentials;
    this.visit = new CameraVisit(credentials, adapter, limits);
    this.paths = paths;
    this.limits = limits;
    this.facts = facts(camera);
  }

  private static Facts facts(DiscoveredCamera camera) {
    return new Facts(KnownCamera.identity(camera), Optional.empty(), Optional.empty());
  }

  /** That trying a camera has failed, of which no more is known than what was found. */
  static TrialResult failed(DiscoveredCamera camera, String why) {
    return new TrialResult(
        TrialState.FAILED,
        why,
        facts(camera),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        false,
        List.of());
  }

  /** The picture that was taken, once it has run. */
  Optional<KeyPicture> picture() {
    return picture;
  }

  /** Ends it soon, with whatever failure that brings. */
  void cancel() {
    visit.cancel();
  }

  /** Tries the camera. Blocks the caller, in native code too. */
  TrialResult run() {
    Optional<CameraException> failure = Optional.empty();
    for (URI service : camera.services()) {
      try {
        return asOnvif(visit.describe(service));
      } catch (CameraException e) {
        failure = Optional.of(e);
        // Only one that was not even reached may be asked again elsewhere.
        if (e.reason() != Reason.UNREACHABLE) {
          break;
        }
      } catch (IllegalArgumentException e) {
        notes.add(service + ": " + e.getMessage());
      }
    }
    if (failure.isPresent() && failure.get().reason() == Reason.UNAUTHORIZED) {
      return failed(failure.get(), List.of());
    }
    failure.ifPresent(e -> notes.add("ONVIF: " + e.getMessage()));
    return asRtsp(failure);
  }

  private TrialResult asOnvif(DeviceDescription told) {
    facts =
        new Facts(
            new CameraIdentity(
                    said(told.identity().serial()),
                    // Of several interfaces the one that it is reached by counts, if that is known.
                    camera
                        .mac()
                        .or(() -> told.mac().flatMap(MacAddress::parse))
                        .map(MacAddress::text),
                    Optional.empty(),
                    said(told.identity().make()),
                    said(told.identity().model()))
                .or(KnownCamera.identity(camera)),
            said(told.identity().firmware()),
            told.clock().ahead());
    notes.addAll(told.notes());
    List<OfferedStream> streams =
        told.profiles().stream().flatMap(profile -> OfferedStream.of(profile).stream()).toList();
    StreamChoice choice = told.choice();
    Optional<URI> main = choice.main().flatMap(MediaProfile::stream);
    if (main.isEmpty()) {
      return failed(TrialState.FAILED, "The camera offers no stream with a picture.", streams);
    }
    try {
      picture = Optional.of(visit.look(main.get()));
    } catch (CameraException e) {
      return failed(e, streams);
    }
    return ready(
        streams, choice.main().map(MediaProfile::token), choice.sub().map(MediaProfile::token));
  }

  /** Without ONVIF: the addresses that it told, and if none of them plays, those of its make. */
  private TrialResult asRtsp(Optional<CameraException> before) {
    Optional<CameraException> failure = before;
    List<OfferedStream> streams = new ArrayList<>();
    for (URI url : camera.streams().stream().limit(limits.streams()).toList()) {
      try {
        streams.add(seen(url, streams.size() + 1));
      } catch (CameraException e) {
        if (e.reason() == Reason.UNAUTHORIZED) {
          return failed(e, streams);
        }
        failure = Optional.of(e);
      } catch (IllegalArgumentException e) {
        notes.add(url + ": " + e.getMessage());
      }
    }
    boolean asked = before.isPresent() || !camera.streams().isEmpty();
    if (streams.isEmpty() && (!asked || !camera.rtspPorts().isEmpty())) {
      return byTemplates();
    }
    if (streams.isEmpty()) {
      return failure
          .map(e -> failed(e, streams))
          .orElseGet(() -> failed(TrialState.FAILED, NOTHING_THERE, streams));
    }
    return ready(streams);
  }

  /** Asks for the paths that cameras of its make have, and then for all others. */
  private TrialResult byTemplates() {
    List<PathTemplate> templates = new PathTemplates().ordered(camera.make());
    return switch (paths.walk(camera.address(), camera.rtspPorts(), templates, credentials)) {
      case StreamPathWalk.Found(_, URI main, Optional<URI> sub, _) -> asFound(main, sub);
      case StreamPathWalk.Refused(CameraException e) -> failed(e, List.of());
      case StreamPathWalk.NothingFound _ -> failed(TrialState.FAILED, NOTHING_THERE, List.of());
      case StreamPathWalk.Failed(CameraException e, _) -> failed(e, List.of());
    };
  }

  private TrialResult asFound(URI main, Optional<URI> sub) {
    List<OfferedStream> streams = new ArrayList<>();
    try {
      streams.add(seen(main, 1));
    } catch (CameraException e) {
      return failed(e, streams);
    }
    if (sub.isPresent()) {
      try {
        streams.add(seen(sub.get(), 2));
      } catch (CameraException e) {
        notes.add(sub.get() + ": " + e.getMessage());
      }
    }
    return ready(streams);
  }

  /** Looks at a stream; the largest one's picture is kept. */
  private OfferedStream seen(URI url, int number) throws CameraException {
    KeyPicture now = visit.look(url);
    OfferedStream stream = OfferedStream.of(number, url, now.decoding().codec());
    boolean largest =
        picture
            .map(before -> OfferedStream.of(0, url, before.decoding().codec()).area())
            .map(before -> before < stream.area())
            .orElse(true);
    if (largest) {
      picture = Optional.of(now);
    }
    return stream;
  }

  private TrialResult ready(List<OfferedStream> streams) {
    Optional<OfferedStream> main =
        streams.stream()
            .max(
                Comparator.comparing(OfferedStream::playsEverywhere)
                    .thenComparing(OfferedStream::area));
    Optional<OfferedStream> sub =
        streams.stream()
            .filter(stream -> stream.width() > TOO_NARROW)
            .filter(stream -> stream.area() < main.orElseThrow().area())
            .min(Comparator.comparing(OfferedStream::area));
    return ready(streams, main.map(OfferedStream::token), sub.map(OfferedStream::token));
  }

  private TrialResult ready(
      List<OfferedStream> streams, Optional<String> main, Optional<String> sub) {
    return new TrialResult(TrialState.READY, "", facts, streams, main, sub, false, notes);
  }

  private TrialResult failed(CameraException e, List<OfferedStream> streams) {
    TrialState state = TrialState.FAILED;
    if (e.reason() == Reason.UNAUTHORIZED) {
      state = credentials.isPresent() ? TrialState.REFUSED : TrialState.NEEDS_CREDENTIALS;
      if (e.getMessage().toLowerCase(Locale.ROOT).contains("locked")) {
        state = TrialState.LOCKED;
      }
    }
    return failed(state, e.getMessage(), streams);
  }

  private TrialResult failed(TrialState state, String why, List<OfferedStream> streams) {
    return new TrialResult(
        state, why, facts, streams, Optional.empty(), Optional.empty(), false, notes);
  }

  private static Optional<String> said(String text) {
    return KnownCamera.text(Optional.of(text));
  }
}
