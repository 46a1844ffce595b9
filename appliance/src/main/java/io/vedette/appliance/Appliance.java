package io.vedette.appliance;

import static java.lang.System.Logger.Level.WARNING;

import io.vedette.camera.CameraAdapter;
import io.vedette.camera.CameraAddress;
import io.vedette.camera.discovery.AddressProbe;
import io.vedette.camera.discovery.Discovery;
import io.vedette.camera.discovery.DiscoverySettings;
import io.vedette.camera.discovery.LocalNetwork;
import io.vedette.camera.discovery.StreamPathWalk;
import io.vedette.camera.ffmpeg.FfmpegCameraAdapter;
import io.vedette.camera.rtmp.RtmpListener;
import io.vedette.camera.rtsp.RtspCameraAdapter;
import io.vedette.camera.rtsp.RtspLimits;
import io.vedette.camera.simulated.SimulatedCameras;
import io.vedette.config.ConfigException;
import io.vedette.config.ConfigStore;
import io.vedette.control.CameraControl;
import io.vedette.control.DevicePlaces;
import io.vedette.discovery.CameraFinding;
import io.vedette.discovery.CameraHealing;
import io.vedette.discovery.CameraLearning;
import io.vedette.discovery.CameraTrials;
import io.vedette.discovery.DiscoveryBoard;
import io.vedette.discovery.PeerRecognition;
import io.vedette.discovery.TrialLimits;
import io.vedette.health.HealthBoard;
import io.vedette.ingest.IngestFleet;
import io.vedette.live.LiveStreams;
import io.vedette.live.RingBudget;
import io.vedette.live.RingLimits;
import io.vedette.live.SequenceSpace;
import io.vedette.rendition.RenditionFleet;
import io.vedette.security.FirstAdministrator;
import io.vedette.security.Passwords;
import io.vedette.security.Sessions;
import io.vedette.transcode.FfmpegPreload;
import io.vedette.transcode.probe.ChildTrial;
import io.vedette.transcode.probe.Fingerprint;
import io.vedette.web.Cameras;
import io.vedette.web.Encoders;
import io.vedette.web.Profiles;
import io.vedette.web.WebSide;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The whole box: what there is, who knows whom, and in which order it goes. */
final class Appliance implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Appliance.class.getName());

  /** How long cameras are left to connect before encoders are tried. */
  private static final Duration SETTLING = Duration.ofSeconds(20);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final WebSide web;
  private final Optional<String> madeUpPassword;
  private final List<URI> simulatedUrls;

  /**
   * Builds the box and starts it.
   *
   * @param options what the command line says
   * @param adminPassword the first administrator's password, if it was given
   * @throws StartException if it cannot start, with the one line that says why
   */
  Appliance(Options options, Optional<String> adminPassword) throws StartException {
    InstantSource clock = InstantSource.system();
    try {
      ConfigStore store = part(ConfigStore.open(options.data()));
      Passwords passwords = new Passwords();
      madeUpPassword = ensureAdministrator(store, passwords, adminPassword);
      RtmpListener push = part(PushSide.start(options));
      Cameras cameras = new Cameras(store, push::port);
      PushSide.follow(cameras, push);
      if (options.simulatedCameras().isPresent()) {
        SimulatedSite.ensure(cameras, options.simulatedCameras().getAsInt());
      }
      RtspLimits limits = RtspLimits.DEFAULT;
      CameraAdapter rtsp =
          part(
              new RtspCameraAdapter(
                  limits,
                  new SecureRandom(),
                  new FfmpegCameraAdapter(limits.connect().plus(limits.answer()), limits.video())));
      List<Integer> simulatedNumbers = SimulatedSite.numbers(cameras);
      CameraAdapter simulation = rtsp;
      simulatedUrls = new ArrayList<>();
      if (!simulatedNumbers.isEmpty()) {
        SimulatedCameras simulated = part(SimulatedSite.start(rtsp));
        simulatedNumbers.forEach(number -> simulatedUrls.add(simulated.url(number)));
        simulation = simulated;
      }
      CameraAdapter scenes = simulation;
      CameraAdapter adapter =
          (address, credentials, memory) ->
              switch (address) {
                case CameraAddress.Rtsp _ -> rtsp.open(address, credentials, memory);
                case CameraAddress.RtmpPush _ -> push.open(address, credentials, memory);
                case CameraAddress.Simulated _ -> scenes.open(address, credentials, memory);
              };

      HealthBoard health = new HealthBoard();
      PeerRecognition recognition = new PeerRecognition(new AddressProbe());
      SequenceSpace numbers = new SequenceSpace(count -> takeNumbers(store, count));
      LiveStreams streams =
          part(new LiveStreams(RingLimits.DEFAULT, RingBudget.ofThisHeap(), numbers));
      IngestFleet fleet =
          part(
              new IngestFleet(
                  adapter,
                  cameras::learned,
                  recognition::of,
                  streams,
                  health,
                  clock,
                  new SecureRandom()));
      cameras.follow(fleet::apply);
      Encoders encoders =
          part(new Encoders(store, new ChildTrial(), Fingerprint::ofThisBox, clock));
      Profiles profiles = new Profiles(store);
      RenditionFleet renditions =
          part(new RenditionFleet(streams, health, new ProbedEquipment(encoders), clock));
      profiles.follow(renditions::profiles);
      cameras.follow(renditions::apply);
      Discovery.Networks networks = () -> networks(options);
      DiscoveryBoard discovery = part(discover(options, networks, clock));
      CameraTrials trials =
          part(
              new CameraTrials(
                  discovery,
                  networks,
                  rtsp,
                  new StreamPathWalk(limits, new SecureRandom()),
                  TrialLimits.DEFAULT,
                  clock));
      CameraLearning learning =
          part(
              new CameraLearning(
                  cameras::all,
                  cameras::identified,
                  () -> discovery.state().cameras(),
                  health,
                  recognition,
                  clock));
      part(new CameraHealing(cameras::all, cameras::moved, discovery, health, recognition, clock));
      CameraControl control =
          part(
              new CameraControl(
                  new DevicePlaces(() -> discovery.state().cameras(), options.onvifPorts()),
                  recognition::of,
                  health,
                  new DeviceLessons(cameras, learning),
                  clock,
                  new SecureRandom()));
      cameras.follow(control::apply);
      web =
          part(
              listen(
                  options,
                  cameras,
                  profiles,
                  streams,
                  health,
                  encoders,
                  new CameraFinding(discovery, trials),
                  control,
                  new Sessions(store, passwords, clock)));
      part(FfmpegPreload.start());
      if (options.probe() == Options.Probe.AUTO) {
        encoders.checkAfter(SETTLING);
      }
    } catch (ConfigException e) {
      close();
      throw new StartException(e.getMessage(), e);
    } catch (IllegalStateException e) {
      close();
      throw new StartException(e.getMessage(), e);
    } catch (StartException e) {
      close();
      throw e;
    }
  }

  /** The port it listens on. */
  int port() {
    return web.port();
  }

  /** The first administrator's password, if it was made up just now. */
  Optional<String> madeUpPassword() {
    return madeUpPassword;
  }

  /** Where the simulated cameras can be read by other players too. */
  List<URI> simulatedUrls() {
    return List.copyOf(simulatedUrls);
  }

  private static Optional<String> ensureAdministrator(
      ConfigStore store, Passwords passwords, Optional<String> given)
      throws ConfigException, StartException {
    if (store.hasUsers()) {
      return Optional.empty();
    }
    String password = given.orElseGet(FirstAdministrator::makePassword);
    try {
      FirstAdministrator.create(store, passwords, password);
    } catch (IllegalArgumentException e) {
      throw new StartException("VEDETTE_ADMIN_PASSWORD: " + e.getMessage(), e);
    }
    return given.isPresent() ? Optional.empty() : Optional.of(password);
  }

  private static long takeNumbers(ConfigStore store, long count) {
    try {
      return store.takeNumbers("media-sequence", count);
    } catch (ConfigException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** Those to which the command line lets the box look for cameras. */
  private static List<LocalNetwork> networks(Options options) throws SocketException {
    return LocalNetwork.all().stream()
        .filter(
            network -> options.networks().map(names -> names.contains(network.name())).orElse(true))
        .toList();
  }

  private static DiscoveryBoard discover(
      Options options, Discovery.Networks networks, InstantSource clock) throws StartException {
    DiscoverySettings usual = DiscoverySettings.DEFAULT;
    try {
      return new DiscoveryBoard(
          options.scan().isPresent()
              ? usual.withScan(options.scan().getAsInt())
              : usual.withoutScan(),
          networks,
          clock);
    } catch (IOException e) {
      throw new StartException("cannot look for cameras: " + e.getMessage(), e);
    }
  }

  private static WebSide listen(
      Options options,
      Cameras cameras,
      Profiles profiles,
      LiveStreams streams,
      HealthBoard health,
      Encoders encoders,
      CameraFinding search,
      CameraControl control,
      Sessions sessions)
      throws StartException {
    try {
      return new WebSide(
          options.bind(),
          options.port(),
          cameras,
          profiles,
          streams,
          health,
          encoders,
          search,
          control,
          sessions);
    } catch (IOException e) {
      throw new StartException(
          "cannot listen on " + options.bind() + " port " + options.port() + ": " + e.getMessage(),
          e);
    }
  }

  private <T extends AutoCloseable> T part(T part) {
    parts.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.log(WARNING, "Closing " + part + " failed", e);
      }
    }
  }
}
