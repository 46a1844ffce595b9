package io.vedette.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.Credentials;
import io.vedette.camera.Learned;
import io.vedette.camera.Link;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigStoreTest {

  private static final CameraConfig GATE =
      new CameraConfig(
          "c-1",
          "Gate ✓ \"quoted\"",
          new CameraAddress.Rtsp(URI.create("rtsp://192.0.2.7/live?a=b"), Transport.UDP),
          Optional.of(URI.create("rtsp://192.0.2.7/live?a=c")),
          Optional.of(new Credentials("joe", "p@ss#1/% geheim")),
          SourceMode.ON_DEMAND,
          true,
          new Learned(
              Optional.of(Link.FFMPEG),
              Optional.of("0f".repeat(32)),
              Optional.of(Duration.ofSeconds(30))));
  private static final CameraConfig YARD =
      new CameraConfig(
          "c-2",
          "Yard",
          new CameraAddress.Simulated(3),
          Optional.empty(),
          Optional.empty(),
          SourceMode.ALWAYS,
          false);

  @TempDir private Path folder;

  private ConfigStore open() throws ConfigException {
    return ConfigStore.open(folder.resolve("data"));
  }

  @Test
  void whatWasWrittenIsThereAfterReopening() throws Exception {
    try (ConfigStore store = open()) {
      store.insert(GATE);
      store.insert(YARD);
    }
    try (ConfigStore store = open()) {
      assertEquals(List.of(GATE, YARD), store.cameras());
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
  void thePasswordIsInNoFileInClear() throws Exception {
    try (ConfigStore store = open()) {
      store.insert(GATE);
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

  @Test
  void everyColumnIsCommented() throws IOException {
    try (InputStream migration =
        ConfigStore.class.getResourceAsStream("migrations/V1__cameras_users_sessions.sql")) {
      String sql = new String(migration.readAllBytes(), StandardCharsets.UTF_8);
      sql.lines()
          .filter(line -> line.matches("  [a-z_]+ (TEXT|INTEGER|BLOB).*"))
          .forEach(line -> assertTrue(line.contains("-- "), "no comment: " + line));
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
}
