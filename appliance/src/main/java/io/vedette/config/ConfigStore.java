package io.vedette.config;

import io.vedette.config.ConfigException.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The box's database: one file, one connection, one writer at a time. A change that has returned is
 * on the disk, whatever happens to the process or the power afterwards. Safe for use by any thread.
 */
public final class ConfigStore implements AutoCloseable {

  private static final String DATABASE = "vedette.db";
  private static final String KEY = "secret.key";

  private final ReentrantLock lock = new ReentrantLock();
  private final Connection connection;
  private final CameraRows cameras;
  private final EncoderRows encoders;
  private final ProfileRows profiles;

  @FunctionalInterface
  private interface Work<T> {
    T run() throws SQLException;
  }

  private ConfigStore(Connection connection, SecretBox secrets) {
    this.connection = connection;
    this.cameras = new CameraRows(connection, secrets);
    this.encoders = new EncoderRows(connection);
    this.profiles = new ProfileRows(connection);
  }

  /**
   * Opens the database in a folder, making both if they are not there, and brings it up to date.
   *
   * @throws ConfigException if the folder cannot be written, or what is in it is no database of
   *     ours
   */
  public static ConfigStore open(Path folder) throws ConfigException {
    try {
      Files.createDirectories(
          folder.toAbsolutePath(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      SecretBox secrets = SecretBox.open(folder.resolve(KEY));
      String url = "jdbc:sqlite:" + folder.resolve(DATABASE).toAbsolutePath();
      migrate(url);
      return new ConfigStore(settings().createConnection(url), secrets);
    } catch (IOException | SQLException | FlywayException e) {
      throw new ConfigException(
          Reason.UNUSABLE,
          "the data folder " + folder.toAbsolutePath() + " cannot be used: " + rootOf(e),
          e);
    }
  }

  private static void migrate(String url) {
    Flyway.configure()
        .dataSource(url, "", "")
        .locations("classpath:io/vedette/config/migrations")
        .load()
        .migrate();
  }

  private static SQLiteConfig settings() {
    SQLiteConfig settings = new SQLiteConfig();
    // The log survives kill -9; FULL makes it survive a power cut too
    // (sqlite.org/pragma.html#pragma_synchronous).
    settings.setJournalMode(SQLiteConfig.JournalMode.WAL);
    settings.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    settings.enforceForeignKeys(true);
    settings.setBusyTimeout(5000);
    return settings;
  }

  /** All cameras, in the order in which they were added. */
  public List<CameraConfig> cameras() throws ConfigException {
    return run("the cameras could not be read", cameras::all);
  }

  /** Adds a camera whose identifier is new. */
  public void insert(CameraConfig camera) throws ConfigException {
    run(
        "camera \"" + camera.name() + "\" could not be saved",
        () -> {
          cameras.insert(camera);
          return null;
        });
  }

  /**
   * Changes a camera.
   *
   * @return whether there is one of its identifier
   */
  public boolean update(CameraConfig camera) throws ConfigException {
    return run("camera \"" + camera.name() + "\" could not be saved", () -> cameras.update(camera));
  }

  /**
   * Removes a camera.
   *
   * @return whether there was one of that identifier
   */
  public boolean delete(String cameraId) throws ConfigException {
    return run("camera " + cameraId + " could not be removed", () -> cameras.delete(cameraId));
  }

  /** All rendition profiles, by name; the default one is among them. */
  public List<RenditionProfile> profiles() throws ConfigException {
    return run("the rendition profiles could not be read", profiles::all);
  }

  /** Adds a profile, or changes the one of its name. */
  public void keep(RenditionProfile profile) throws ConfigException {
    run(
        "profile \"" + profile.name() + "\" could not be saved",
        () -> {
          profiles.keep(profile);
          return null;
        });
  }

  /**
   * Removes a profile.
   *
   * @return whether there was one of that name
   */
  public boolean deleteProfile(String name) throws ConfigException {
    return run("profile \"" + name + "\" could not be removed", () -> profiles.delete(name));
  }

  /** What happens to transcodes that the box has no power left for. */
  public OverBudget overBudget() throws ConfigException {
    return run("the transcoding settings could not be read", profiles::overBudget);
  }

  /** Keeps what happens to transcodes that the box has no power left for. */
  public void keep(OverBudget overBudget) throws ConfigException {
    run(
        "the transcoding settings could not be saved",
        () -> {
          profiles.keep(overBudget);
          return null;
        });
  }

  /** Whether anybody may sign in at all. */
  public boolean hasUsers() throws ConfigException {
    return run(
        "the users could not be read",
        () -> {
          try (PreparedStatement select =
                  connection.prepareStatement("SELECT 1 FROM user_account LIMIT 1");
              ResultSet rows = select.executeQuery()) {
            return rows.next();
          }
        });
  }

  /** Adds a user whose name is new. */
  public void insert(UserAccount user) throws ConfigException {
    run(
        "user \"" + user.username() + "\" could not be saved",
        () -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO user_account (username, password_hash, role) VALUES (?, ?, ?)")) {
            insert.setString(1, user.username());
            insert.setString(2, user.passwordHash());
            insert.setString(3, user.role());
            return insert.executeUpdate();
          }
        });
  }

  /** A user by name. */
  public Optional<UserAccount> user(String username) throws ConfigException {
    return run(
        "the users could not be read",
        () -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT username, password_hash, role FROM user_account WHERE username = ?")) {
            select.setString(1, username);
            try (ResultSet rows = select.executeQuery()) {
              return rows.next()
                  ? Optional.of(
                      new UserAccount(rows.getString(1), rows.getString(2), rows.getString(3)))
                  : Optional.empty();
            }
          }
        });
  }

  /**
   * Keeps a session, and forgets those that have expired.
   *
   * @param tokenHash hash of its token; the token itself is never stored
   */
  public void insertSession(byte[] tokenHash, String username, Instant expiresAt, Instant now)
      throws ConfigException {
    run(
        "the session could not be saved",
        () -> {
          try (PreparedStatement delete =
                  connection.prepareStatement("DELETE FROM session WHERE expires_at <= ?");
              PreparedStatement insert =
                  connection.prepareStatement(
                      "INSERT INTO session (token_hash, username, expires_at) VALUES (?, ?, ?)")) {
            delete.setLong(1, now.getEpochSecond());
            delete.executeUpdate();
            insert.setBytes(1, tokenHash);
            insert.setString(2, username);
            insert.setLong(3, expiresAt.getEpochSecond());
            return insert.executeUpdate();
          }
        });
  }

  /** The session of a token, expired or not. */
  public Optional<StoredSession> session(byte[] tokenHash) throws ConfigException {
    return run(
        "the sessions could not be read",
        () -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT username, role, expires_at FROM session JOIN user_account USING (username) WHERE token_hash = ?")) {
            select.setBytes(1, tokenHash);
            try (ResultSet rows = select.executeQuery()) {
              return rows.next()
                  ? Optional.of(
                      new StoredSession(
                          rows.getString(1),
                          rows.getString(2),
                          Instant.ofEpochSecond(rows.getLong(3))))
                  : Optional.empty();
            }
          }
        });
  }

  /** Forgets a session. */
  public void deleteSession(byte[] tokenHash) throws ConfigException {
    run(
        "the session could not be ended",
        () -> {
          try (PreparedStatement delete =
              connection.prepareStatement("DELETE FROM session WHERE token_hash = ?")) {
            delete.setBytes(1, tokenHash);
            return delete.executeUpdate();
          }
        });
  }

  /**
   * Takes numbers that nobody has had before and nobody will have again.
   *
   * @param name what is counted
   * @param count how many; positive
   * @return the first of them, from 0; the others follow it
   */
  public long takeNumbers(String name, long count) throws ConfigException {
    return run(
        "numbers could not be taken",
        () -> {
          try (PreparedStatement upsert =
              connection.prepareStatement(
                  "INSERT INTO counter (name, next_value) VALUES (?, ?)"
                      + " ON CONFLICT (name) DO UPDATE SET next_value = next_value + excluded.next_value"
                      + " RETURNING next_value")) {
            upsert.setString(1, name);
            upsert.setLong(2, count);
            try (ResultSet rows = upsert.executeQuery()) {
              rows.next();
              return rows.getLong(1) - count;
            }
          }
        });
  }

  /** The last probe of the encoders, if there was one. */
  public Optional<StoredProbe> encoderProbe() throws ConfigException {
    return run("what is known of the encoders could not be read", encoders::probe);
  }

  /** Keeps a probe of the encoders in place of the last one. */
  public void keep(StoredProbe probe) throws ConfigException {
    run(
        "what was found of the encoders could not be saved",
        () -> {
          encoders.keep(probe);
          return null;
        });
  }

  /** The encoder that somebody has chosen, if anybody has; what {@link #chooseEncoder} was told. */
  public Optional<String> chosenEncoder() throws ConfigException {
    return run("the choice of an encoder could not be read", encoders::choice);
  }

  /** Keeps the choice of an encoder. */
  public void chooseEncoder(String encoder) throws ConfigException {
    run(
        "the choice of an encoder could not be saved",
        () -> {
          encoders.choose(encoder);
          return null;
        });
  }

  @Override
  public void close() throws ConfigException {
    run(
        "the database could not be closed",
        () -> {
          connection.close();
          return null;
        });
  }

  /** Does a piece of work whole or not at all. */
  private <T> T run(String failure, Work<T> work) throws ConfigException {
    lock.lock();
    try {
      return work.run();
    } catch (SQLException e) {
      boolean full =
          e instanceof SQLiteException known
              && known.getResultCode() == SQLiteErrorCode.SQLITE_FULL;
      throw new ConfigException(
          full ? Reason.DISK_FULL : Reason.UNUSABLE,
          failure + ": " + (full ? "the disk is full" : rootOf(e)),
          e);
    } finally {
      lock.unlock();
    }
  }

  private static String rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && !(root instanceof IOException)) {
      root = root.getCause();
    }
    String what = root.getMessage() == null ? "" : root.getMessage().lines().findFirst().orElse("");
    return switch (root) {
      case AccessDeniedException denied -> denied.getFile() + ": permission denied";
      case FileAlreadyExistsException there -> there.getFile() + " is there and no folder";
      case FileSystemException other when other.getReason() != null ->
          other.getFile() + ": " + other.getReason();
      case FileSystemException other -> other.getFile() + " cannot be made or opened";
      case Exception other -> what.isEmpty() ? other.getClass().getSimpleName() : what;
      case Throwable other -> other.toString();
    };
  }
}
