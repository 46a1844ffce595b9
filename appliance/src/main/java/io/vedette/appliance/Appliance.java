package io.vedette.appliance;

import static java.lang.System.Logger.Level.WARNING;

import io.vedette.camera.CameraAdapter;
import io.vedette.camera.CameraAddress;
import io.vedette.camera.ffmpeg.FfmpegCameraAdapter;
import io.vedette.camera.rtsp.RtspCameraAdapter;
import io.vedette.camera.rtsp.RtspLimits;
import io.vedette.camera.simulated.SimulatedCameras;
import io.vedette.config.ConfigException;
import io.vedette.config.ConfigStore;
import io.vedette.health.HealthBoard;
import io.vedette.ingest.IngestFleet;
import io.vedette.live.LiveStreams;
import io.vedette.live.RingLimits;
import io.vedette.live.SequenceSpace;
import io.vedette.security.FirstAdministrator;
import io.vedette.security.Passwords;
import io.vedette.security.Sessions;
import io.vedette.web.Cameras;
import io.vedette.web.WebSide;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The whole box: what there is, who knows whom, and in which order it goes. */
final class Appliance implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Appliance.class.getName());

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
      Cameras cameras = new Cameras(store);
      if (options.simulatedCameras().isPresent()) {
        SimulatedSite.ensure(cameras, options.simulatedCameras().getAsInt());
      }
      RtspLimits limits = RtspLimits.DEFAULT;
      CameraAdapter rtsp =
          new RtspCameraAdapter(
              limits,
              new SecureRandom(),
              new FfmpegCameraAdapter(limits.connect().plus(limits.answer()), limits.video()));
      List<Integer> simulatedNumbers = SimulatedSite.numbers(cameras);
      CameraAdapter adapter = rtsp;
      simulatedUrls = new ArrayList<>();
      if (!simulatedNumbers.isEmpty()) {
        SimulatedCameras simulated = part(SimulatedSite.start(rtsp));
        simulatedNumbers.forEach(number -> simulatedUrls.add(simulated.url(number)));
        adapter =
            (address, credentials, memory) ->
                switch (address) {
                  case CameraAddress.Rtsp _ -> rtsp.open(address, credentials, memory);
                  case CameraAddress.Simulated _ -> simulated.open(address, credentials, memory);
                };
      }

      HealthBoard health = new HealthBoard();
      SequenceSpace numbers = new SequenceSpace(count -> takeNumbers(store, count));
      LiveStreams streams = part(new LiveStreams(RingLimits.DEFAULT, numbers));
      IngestFleet fleet =
          part(
              new IngestFleet(
                  adapter, cameras::learned, streams, health, clock, new SecureRandom()));
      cameras.follow(fleet::apply);
      web = part(listen(options, cameras, streams, health, new Sessions(store, passwords, clock)));
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

  private static WebSide listen(
      Options options, Cameras cameras, LiveStreams streams, HealthBoard health, Sessions sessions)
      throws StartException {
    try {
      return new WebSide(options.bind(), options.port(), cameras, streams, health, sessions);
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
