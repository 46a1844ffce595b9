package io.vedette.config;

import io.vedette.config.RenditionProfile.Offer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rendition profiles, and what goes for all of them, as rows. Called under the store's lock. */
final class ProfileRows {

  private final Connection connection;

  ProfileRows(Connection connection) {
    this.connection = connection;
  }

  List<RenditionProfile> all() throws SQLException {
    List<RenditionProfile> profiles = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT name, width, height, frame_rate, bit_rate, offer FROM rendition_profile ORDER BY name");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        profiles.add(
            new RenditionProfile(
                rows.getString(1),
                rows.getInt(2),
                rows.getInt(3),
                rows.getInt(4),
                rows.getInt(5),
                Offer.valueOf(rows.getString(6).toUpperCase(Locale.ROOT))));
      }
    }
    return profiles;
  }

  void keep(RenditionProfile profile) throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            "INSERT OR REPLACE INTO rendition_profile (name, width, height, frame_rate, bit_rate, offer)"
                + " VALUES (?, ?, ?, ?, ?, ?)")) {
      upsert.setString(1, profile.name());
      upsert.setInt(2, profile.width());
      upsert.setInt(3, profile.height());
      upsert.setInt(4, profile.frameRate());
      upsert.setInt(5, profile.bitRate());
      upsert.setString(6, profile.offer().id());
      upsert.executeUpdate();
    }
  }

  boolean delete(String name) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM rendition_profile WHERE name = ?")) {
      delete.setString(1, name);
      return delete.executeUpdate() == 1;
    }
  }

  OverBudget overBudget() throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT over_budget FROM transcoding");
        ResultSet rows = select.executeQuery()) {
      rows.next();
      return OverBudget.valueOf(rows.getString(1).toUpperCase(Locale.ROOT));
    }
  }

  void keep(OverBudget overBudget) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE transcoding SET over_budget = ?")) {
      update.setString(1, overBudget.id());
      update.executeUpdate();
    }
  }
}
