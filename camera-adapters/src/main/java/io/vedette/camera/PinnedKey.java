package io.vedette.camera;

import io.vedette.camera.CameraException.Reason;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts what a camera shows when it is met first; from then on it has to show the same public key.
 * A certificate that the JDK trusts anyhow is always taken. Safe for use by any thread.
 */
public final class PinnedKey extends X509ExtendedTrustManager {

  private volatile Optional<String> known;
  private volatile String shown = "";
  private volatile boolean refused;

  /**
   * Expects a key.
   *
   * @param known SHA-256 of the public key in lower-case hexadecimal; empty to trust the next one
   */
  public PinnedKey(Optional<String> known) {
    this.known = known;
  }

  /** SHA-256 of the public key that was shown last, empty before. */
  public String shown() {
    return shown;
  }

  /** Whether another key than the known one was shown, and the connection refused. */
  public boolean isRefused() {
    return refused;
  }

  /** What the user has to be told if it {@link #isRefused()}. */
  public CameraException changed(String step, Exception cause) {
    return new CameraException(
        Reason.CERTIFICATE_CHANGED,
        step,
        "the camera shows another certificate ("
            + shortened(shown)
            + ") than before ("
            + shortened(known.orElse(""))
            + "), and was not told the password. If it was reset, replaced or updated, trust the new"
            + " certificate; if not, somebody may be in between",
        cause);
  }

  private static String shortened(String fingerprint) {
    return fingerprint.length() <= 16 ? fingerprint : fingerprint.substring(0, 16) + "…";
  }

  /** A check by the JDK's own rules, the host name's among them. */
  @FunctionalInterface
  private interface Check {
    void by(X509ExtendedTrustManager jdk) throws CertificateException;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain, jdk -> jdk.checkServerTrusted(chain, type, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain, jdk -> jdk.checkServerTrusted(chain, type, engine));
  }

  private void check(X509Certificate[] chain, Check vouched) throws CertificateException {
    shown = fingerprint(chain[0]);
    if (known.isEmpty()) {
      known = Optional.of(shown);
    }
    if (known.get().equals(shown) || isVouchedFor(vouched)) {
      return;
    }
    refused = true;
    throw new CertificateException("another certificate than the one known");
  }

  private static boolean isVouchedFor(Check vouched) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager full) {
          vouched.by(full);
          return true;
        }
      }
      return false;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Of the key, not the certificate: it outlives a renewal. */
  private static String fingerprint(X509Certificate certificate) throws CertificateException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(certificate.getPublicKey().getEncoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new CertificateException(e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("a certificate without a connection");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("cameras do not sign in");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("cameras do not sign in");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("cameras do not sign in");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
