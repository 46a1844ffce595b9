package io.vedette.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.CameraIdentity;
import io.vedette.camera.Credentials;
import io.vedette.camera.Learned;
import io.vedette.camera.Link;
import io.vedette.camera.SignInScheme;
import io.vedette.media.Orientation;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigStoreTest {

  private static final CameraConfig GATE =
      new CameraConfig(
          "c-1",
          "Gate ✓ \"quoted\"",
          new CameraAddress.Rtsp(URI.create("rtsp://192.0.2.7/live?a=b"), Transport.UDP),
          Optional.of(URI.create("rtsp://192.0.2.7/live?a=c")),
          Optional.of(new Credentials("joe", "p@ss#1/% geheim")),
          SourceMode.ON_DEMAND,
          new Orientation(270, true),
          true,
          new Learned(
              Optional.of(Link.FFMPEG),
              Optional.of("0f".repeat(32)),
              Optional.of(Duration.ofSeconds(30)),
              Optional.of(SignInScheme.DIGEST)),
          new CameraIdentity(
              Optional.of("SN-4711"),
              Optional.of("00:00:5e:00:53:07"),
              Optional.of("6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
              Optional.of("Example & Söhne"),
              Optional.empty()));
  private static final CameraConfig YARD =
      new CameraConfig(
          "c-2",
          "Yard",
          new CameraAddress.Simulated(3),
          Optional.empty(),
          Optional.empty(),
          SourceMode.ALWAYS,
          false);

  private static final CameraConfig DRONE =
      new CameraConfig(
          "c-3",
          "Drone",
          new CameraAddress.RtmpPush(),
          Optional.empty(),
          Optional.of(new Credentials("", "streng-geheim")),
          SourceMode.ALWAYS,
          true);

  @TempDir private Path folder;

  private ConfigStore open() throws ConfigException {
    return ConfigStore.open(folder.resolve("data"));
  }

  @Test
  void theDefaultProfileIsThereAndOthersAreKept() throws Exception {
    RenditionProfile usual =
        new RenditionProfile("h264", 1280, 720, 30, 3_000_000, RenditionProfile.Offer.WHEN_NEEDED);
    RenditionProfile wall =
        new RenditionProfile("wall", 640, 360, 10, 400_000, RenditionProfile.Offer.ALWAYS);
    try (ConfigStore store = open()) {
      assertEquals(List.of(usual), store.profiles());
      assertEquals(OverBudget.LOWER, store.overBudget());
      store.keep(new RenditionProfile("wall", 64, 64, 1, 100_000, usual.offer()));
      store.keep(wall);
      store.keep(OverBudget.REFUSE);
    }
    try (ConfigStore store = open()) {
      assertEquals(List.of(usual, wall), store.profiles());
      assertEquals(OverBudget.REFUSE, store.overBudget());
      assertTrue(store.deleteProfile("wall"));
      assertFalse(store.deleteProfile("wall"));
      assertEquals(List.of(usual), store.profiles());
    }
  }

  @Test
  void whatWasWrittenIsThereAfterReopening() throws Exception {
    try (ConfigStore store = open()) {
      store.insert(GATE);
      store.insert(YARD);
      store.insert(DRONE);
    }
    try (ConfigStore store = open()) {
      assertEquals(List.of(GATE, YARD, DRONE), store.cameras());
      assertTrue(store.delete("c-3"));
      CameraConfig renamed =
          new CameraConfig(
              "c-2",
              "Back yard",
              YARD.address(),
              YARD.subUrl(),
              YARD.credentials(),
              YARD.mode(),
              true);
      assertTrue(store.update(renamed));
      assertTrue(store.delete("c-1"));
      assertFalse(store.delete("c-1"));
      assertFalse(store.update(GATE));
      assertEquals(List.of(renamed), store.cameras());
    }
  }

  @Test
  void camerasOfOlderVersionsAreKeptWithoutIdentity() throws Exception {
    Path database = Files.createDirectory(folder.resolve("data")).resolve("vedette.db");
    String url = "jdbc:sqlite:" + database;
    Flyway.configure()
        .dataSource(url, "", "")
        .locations("classpath:io/vedette/config/migrations")
        .target("6")
        .load()
        .migrate();
    try (Connection old = DriverManager.getConnection(url);
        Statement statement = old.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO camera (id, name, kind, url, transport, enabled)"
              + " VALUES ('c-1', 'Gate', 'rtsp', 'rtsp://192.0.2.7/live', 'auto', 1)");
    }
    try (ConfigStore store = open()) {
      CameraConfig gate = store.cameras().getFirst();
      assertEquals("Gate", gate.name());
      assertEquals(CameraIdentity.UNKNOWN, gate.identity());
      CameraConfig known = gate.with(GATE.identity());
      assertTrue(store.update(known));
      assertEquals(List.of(known), store.cameras());
    }
  }

  @Test
  void howCamerasOfOlderVersionsAreSignedInToIsUnknown() throws Exception {
    Path database = Files.createDirectory(folder.resolve("data")).resolve("vedette.db");
    String url = "jdbc:sqlite:" + database;
    Flyway.configure()
        .dataSource(url, "", "")
        .locations("classpath:io/vedette/config/migrations")
        .target("8")
        .load()
        .migrate();
    try (Connection old = DriverManager.getConnection(url);
        Statement statement = old.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO camera (id, name, kind, url, transport, enabled, link)"
              + " VALUES ('c-1', 'Gate', 'rtsp', 'rtsp://192.0.2.7/live', 'auto', 1, 'udp')");
    }
    try (ConfigStore store = open()) {
      CameraConfig gate = store.cameras().getFirst();
      assertEquals(Learned.NOTHING.withLink(Link.UDP), gate.learned());
      for (SignInScheme scheme : SignInScheme.values()) {
        CameraConfig known = gate.with(gate.learned().withSignIn(scheme));
        assertTrue(store.update(known));
        assertEquals(List.of(known), store.cameras());
      }
    }
  }

  @Test
  void thePasswordIsInNoFileInClear() throws Exception {
    try (ConfigStore store = open()) {
      store.insert(GATE);
      store.insert(DRONE);
      try (var files = Files.list(folder.resolve("data"))) {
        for (Path file : files.toList()) {
          String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
          assertFalse(content.contains("geheim"), file + " holds the password");
        }
      }
    }
    assertEquals("rw-------", permissions("data/secret.key"));
    assertEquals("rwx------", permissions("data"));
  }

  private String permissions(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(path)));
  }

  @Test
  void aPasswordSealedForOneCameraDoesNotOpenForAnother() throws Exception {
    SecretBox box = SecretBox.open(folder.resolve("key"));
    byte[] sealed = box.seal("c-1", "secret");
    assertEquals("secret", SecretBox.open(folder.resolve("key")).unseal("c-1", sealed));
    assertThrows(IllegalStateException.class, () -> box.unseal("c-2", sealed));
  }

  @Test
  void aDamagedKeyIsNamedAndLeftAlone() throws Exception {
    Files.createDirectory(folder.resolve("data"));
    Files.write(folder.resolve("data/secret.key"), new byte[7]);
    ConfigException damaged = assertThrows(ConfigException.class, this::open);
    assertTrue(damaged.getMessage().contains("secret.key is damaged"), damaged.getMessage());
    assertEquals(7, Files.size(folder.resolve("data/secret.key")));
  }

  @Test
  void aFileThatIsNoDatabaseIsNamedAndLeftAlone() throws Exception {
    Files.createDirectory(folder.resolve("data"));
    Files.writeString(
        folder.resolve("data/vedette.db"),
        "this is not a database, it is somebody's diary".repeat(99));
    ConfigException wrong = assertThrows(ConfigException.class, this::open);
    assertTrue(wrong.getMessage().contains("not a database"), wrong.getMessage());
    assertTrue(Files.readString(folder.resolve("data/vedette.db")).startsWith("this is not"));
  }

  @Test
  void sessionsGoWithTheirTimeAndAreFoundByTheirHashOnly() throws Exception {
    try (ConfigStore store = open()) {
      store.insert(new UserAccount("ann", "hash", "admin"));
      Instant now = Instant.ofEpochSecond(1_800_000_000);
      store.insertSession(new byte[] {1}, "ann", now.plusSeconds(10), now);
      assertEquals(
          Optional.of(new StoredSession("ann", "admin", now.plusSeconds(10))),
          store.session(new byte[] {1}));
      store.insertSession(new byte[] {2}, "ann", now.plusSeconds(60), now.plusSeconds(20));
      assertEquals(Optional.empty(), store.session(new byte[] {1}));
      store.deleteSession(new byte[] {2});
      assertEquals(Optional.empty(), store.session(new byte[] {2}));
      assertThrows(
          ConfigException.class,
          () -> store.insertSession(new byte[] {3}, "nobody", now.plusSeconds(9), now));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"V1__cameras_users_sessions.sql", "V5__encoders.sql", "V7__camera_identity.sql"})
  void everyColumnIsCommented(String name) throws IOException {
    try (InputStream migration = ConfigStore.class.getResourceAsStream("migrations/" + name)) {
      String sql = new String(migration.readAllBytes(), StandardCharsets.UTF_8);
      sql.lines()
          .filter(line -> line.matches("  [a-z_]+ (TEXT|INTEGER|REAL|BLOB).*"))
          .forEach(line -> assertTrue(line.contains("-- "), "no comment: " + line));
      for (String added : sql.replaceAll("\\n  ", " ").lines().toList()) {
        assertTrue(!added.startsWith("ALTER") || added.contains("-- "), "no comment: " + added);
      }
    }
  }

  @Test
  void numbersThatWereTakenAreNeverGivenAgain() throws Exception {
    try (ConfigStore store = open()) {
      assertEquals(0, store.takeNumbers("media-sequence", 100));
      assertEquals(100, store.takeNumbers("media-sequence", 50));
      assertEquals(0, store.takeNumbers("another", 1));
    }
    try (ConfigStore store = open()) {
      assertEquals(150, store.takeNumbers("media-sequence", 1));
    }
  }

  @Test
  void theLastProbeReplacesTheOneBefore() throws Exception {
    StoredProbe.Trial x264 = new StoredProbe.Trial("encoder", "libx264", true, 90.5, 40.25, "");
    StoredProbe first =
        new StoredProbe(
            "Linux 6.1",
            Instant.ofEpochSecond(1_700_000_000),
            List.of(
                new StoredProbe.Trial("encoder", "h264_vaapi", false, 0, 0, "no /dev/dri"), x264));
    StoredProbe second =
        new StoredProbe("Linux 6.12", Instant.ofEpochSecond(1_800_000_000), List.of(x264));
    try (ConfigStore store = open()) {
      assertEquals(Optional.empty(), store.encoderProbe());
      assertEquals(Optional.empty(), store.chosenEncoder());
      store.keep(first);
      assertEquals(Optional.of(first), store.encoderProbe());
      StoredProbe impossible =
          new StoredProbe(
              "Linux 7",
              Instant.EPOCH,
              List.of(x264, new StoredProbe.Trial("encoder", "h264_qsv", true, 0, 0, "")));
      assertThrows(ConfigException.class, () -> store.keep(impossible));
      assertEquals(Optional.of(first), store.encoderProbe(), "whole or not at all");
      store.keep(second);
      store.chooseEncoder("libopenh264");
      store.chooseEncoder("libx264");
    }
    try (ConfigStore store = open()) {
      assertEquals(Optional.of(second), store.encoderProbe());
      assertEquals(Optional.of("libx264"), store.chosenEncoder());
    }
  }
}
