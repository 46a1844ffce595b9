package io.vedette.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A key and a certificate that vouches for itself, as cameras have them. */
public final class TlsIdentity {

  private static final char[] PASSWORD = "changeit".toCharArray();

  private final KeyStore store;

  private TlsIdentity(KeyStore store) {
    this.store = store;
  }

  /** Makes one in this folder. */
  public static TlsIdentity make(Path folder, String name)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve(name + ".p12");
    Command made =
        Command.run(
            Duration.ofSeconds(180),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "camera",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD)));
    if (made.status() != 0) {
      throw new IOException("keytool: " + made.output());
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return new TlsIdentity(store);
  }

  /** SHA-256 of its public key, in lower-case hexadecimal. */
  public String fingerprint() throws GeneralSecurityException {
    byte[] key = store.getCertificate("camera").getPublicKey().getEncoded();
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
  }

  /** A server socket on loopback that shows the certificate. */
  public ServerSocket listen(int port) throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context
        .getServerSocketFactory()
        .createServerSocket(port, 50, InetAddress.getLoopbackAddress());
  }
}
