package io.vedette.config;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is known of the encoders, as rows. Called under the store's lock. */
final class EncoderRows {

  private final Connection connection;

  EncoderRows(Connection connection) {
    this.connection = connection;
  }

  Optional<StoredProbe> probe() throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT fingerprint, finished_at FROM encoder_probe");
        ResultSet rows = select.executeQuery()) {
      return rows.next()
          ? Optional.of(
              new StoredProbe(rows.getString(1), Instant.ofEpochSecond(rows.getLong(2)), trials()))
          : Optional.empty();
    }
  }

  private List<StoredProbe.Trial> trials() throws SQLException {
    List<StoredProbe.Trial> trials = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT kind, name, works, fps_720, fps_1080, reason FROM encoder_trial ORDER BY position");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        trials.add(
            new StoredProbe.Trial(
                rows.getString(1),
                rows.getString(2),
                rows.getBoolean(3),
                rows.getDouble(4),
                rows.getDouble(5),
                rows.getString(6)));
      }
    }
    return trials;
  }

  /** Replaces the result, whole or not at all. */
  void keep(StoredProbe probe) throws SQLException {
    connection.setAutoCommit(false);
    try {
      write(probe);
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private void write(StoredProbe probe) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement("DELETE FROM encoder_trial");
        PreparedStatement head =
            connection.prepareStatement(
                "INSERT OR REPLACE INTO encoder_probe (id, fingerprint, finished_at) VALUES (1, ?, ?)");
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO encoder_trial (position, kind, name, works, fps_720, fps_1080, reason)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      delete.executeUpdate();
      head.setString(1, probe.fingerprint());
      head.setLong(2, probe.finishedAt().getEpochSecond());
      head.executeUpdate();
      int position = 0;
      for (StoredProbe.Trial trial : probe.trials()) {
        insert.setInt(1, position++);
        insert.setString(2, trial.kind());
        insert.setString(3, trial.name());
        insert.setBoolean(4, trial.works());
        insert.setDouble(5, trial.fps720());
        insert.setDouble(6, trial.fps1080());
        insert.setString(7, trial.reason());
        insert.executeUpdate();
      }
    }
  }

  Optional<String> choice() throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT encoder FROM encoder_choice");
        ResultSet rows = select.executeQuery()) {
      return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
    }
  }

  void choose(String encoder) throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            "INSERT OR REPLACE INTO encoder_choice (id, encoder) VALUES (1, ?)")) {
      upsert.setString(1, encoder);
      upsert.executeUpdate();
    }
  }
}
