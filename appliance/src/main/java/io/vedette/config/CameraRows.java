package io.vedette.config;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.CameraIdentity;
import io.vedette.camera.Credentials;
import io.vedette.camera.Learned;
import io.vedette.camera.Link;
import io.vedette.camera.SignInScheme;
import io.vedette.media.Orientation;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Cameras as rows. Called under the store's lock. */
final class CameraRows {

  private final Connection connection;
  private final SecretBox secrets;

  CameraRows(Connection connection, SecretBox secrets) {
    this.connection = connection;
    this.secrets = secrets;
  }

  List<CameraConfig> all() throws SQLException {
    List<CameraConfig> cameras = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT id, name, kind, url, transport, number, username, password, enabled, sub_url, mode, link,"
                    + " certificate, session_timeout, rotation, mirrored, serial, mac, uuid, make, model, sign_in"
                    + " FROM camera ORDER BY position");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        cameras.add(camera(rows));
      }
    }
    return cameras;
  }

  void insert(CameraConfig camera) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO camera (name, kind, url, transport, number, username, password, enabled, sub_url,"
                + " mode, link, certificate, session_timeout, rotation, mirrored,"
                + " serial, mac, uuid, make, model, sign_in, id)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      bind(insert, camera);
      insert.executeUpdate();
    }
  }

  boolean update(CameraConfig camera) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE camera SET name = ?, kind = ?, url = ?, transport = ?, number = ?, username = ?, password = ?,"
                + " enabled = ?, sub_url = ?, mode = ?, link = ?, certificate = ?, session_timeout = ?,"
                + " rotation = ?, mirrored = ?, serial = ?, mac = ?, uuid = ?, make = ?, model = ?,"
                + " sign_in = ?"
                + " WHERE id = ?")) {
      bind(update, camera);
      return update.executeUpdate() == 1;
    }
  }

  boolean delete(String id) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM camera WHERE id = ?")) {
      delete.setString(1, id);
      return delete.executeUpdate() == 1;
    }
  }

  private void bind(PreparedStatement statement, CameraConfig camera) throws SQLException {
    statement.setString(1, camera.name());
    switch (camera.address()) {
      case CameraAddress.Rtsp(URI url, Transport transport) -> {
        statement.setString(2, "rtsp");
        statement.setString(3, url.toString());
        statement.setString(4, transport.name().toLowerCase(Locale.ROOT));
        statement.setNull(5, Types.INTEGER);
      }
      case CameraAddress.Simulated(int number, boolean _) -> {
        statement.setString(2, "simulated");
        statement.setNull(3, Types.VARCHAR);
        statement.setNull(4, Types.VARCHAR);
        statement.setInt(5, number);
      }
      case CameraAddress.RtmpPush() -> {
        statement.setString(2, "rtmp");
        statement.setNull(3, Types.VARCHAR);
        statement.setNull(4, Types.VARCHAR);
        statement.setNull(5, Types.INTEGER);
      }
    }
    statement.setString(6, camera.credentials().map(Credentials::username).orElse(null));
    statement.setBytes(
        7,
        camera
            .credentials()
            .map(known -> secrets.seal(camera.id(), known.password()))
            .orElse(null));
    statement.setBoolean(8, camera.enabled());
    statement.setString(9, camera.subUrl().map(URI::toString).orElse(null));
    statement.setString(10, camera.mode().id());
    Learned learned = camera.learned();
    statement.setString(11, learned.link().map(Link::token).orElse(null));
    statement.setString(12, learned.certificate().orElse(null));
    if (learned.sessionTimeout().isPresent()) {
      statement.setLong(13, learned.sessionTimeout().get().toSeconds());
    } else {
      statement.setNull(13, Types.INTEGER);
    }
    statement.setInt(14, camera.orientation().degrees());
    statement.setBoolean(15, camera.orientation().mirrored());
    CameraIdentity identity = camera.identity();
    statement.setString(16, identity.serial().orElse(null));
    statement.setString(17, identity.mac().orElse(null));
    statement.setString(18, identity.uuid().orElse(null));
    statement.setString(19, identity.make().orElse(null));
    statement.setString(20, identity.model().orElse(null));
    statement.setString(21, learned.signIn().map(SignInScheme::token).orElse(null));
    statement.setString(22, camera.id());
  }

  private CameraConfig camera(ResultSet row) throws SQLException {
    String id = row.getString("id");
    CameraAddress address =
        switch (row.getString("kind")) {
          case "simulated" -> new CameraAddress.Simulated(row.getInt("number"));
          case "rtmp" -> new CameraAddress.RtmpPush();
          default ->
              new CameraAddress.Rtsp(
                  URI.create(row.getString("url")),
                  Transport.valueOf(row.getString("transport").toUpperCase(Locale.ROOT)));
        };
    String username = row.getString("username");
    Optional<Credentials> credentials =
        username == null
            ? Optional.empty()
            : Optional.of(new Credentials(username, secrets.unseal(id, row.getBytes("password"))));
    return new CameraConfig(
        id,
        row.getString("name"),
        address,
        Optional.ofNullable(row.getString("sub_url")).map(URI::create),
        credentials,
        SourceMode.valueOf(row.getString("mode").toUpperCase(Locale.ROOT)),
        new Orientation(row.getInt("rotation"), row.getBoolean("mirrored")),
        row.getBoolean("enabled"),
        learned(row),
        identity(row));
  }

  private static CameraIdentity identity(ResultSet row) throws SQLException {
    return new CameraIdentity(
        Optional.ofNullable(row.getString("serial")),
        Optional.ofNullable(row.getString("mac")),
        Optional.ofNullable(row.getString("uuid")),
        Optional.ofNullable(row.getString("make")),
        Optional.ofNullable(row.getString("model")));
  }

  private static Learned learned(ResultSet row) throws SQLException {
    Optional<Link> link =
        Optional.ofNullable(row.getString("link"))
            .map(token -> Link.valueOf(token.toUpperCase(Locale.ROOT)));
    long timeout = row.getLong("session_timeout");
    return new Learned(
        link,
        Optional.ofNullable(row.getString("certificate")),
        timeout == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(timeout)),
        Optional.ofNullable(row.getString("sign_in"))
            .map(token -> SignInScheme.valueOf(token.toUpperCase(Locale.ROOT))));
  }
}
