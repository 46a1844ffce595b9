package io.vedette.camera.rtsp;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS with cameras, which mostly sign their certificates themselves. One that nobody vouches for is
 * trusted when it is met first; from then on the camera has to show the same public key. A
 * certificate that the JDK trusts anyhow is always taken.
 */
final class CameraTls {

  /** How a peer's or our own refusal of an old TLS shows. */
  private static final Pattern OLD =
      Pattern.compile("protocol_version|client preferences|handshake_failure|improper ciphersuite");

  private CameraTls() {}

  /**
   * Makes a connection secure. Nothing of ours has been sent when this fails.
   *
   * @throws CameraException if the certificate is another one than the one known
   * @throws IOException if the handshake fails for any other reason
   */
  static Socket over(Socket socket, RtspTarget target) throws IOException, CameraException {
    PinnedKey pin = new PinnedKey(target.memory().learned().certificate());
    SSLSocket secure =
        (SSLSocket)
            context(pin)
                .getSocketFactory()
                .createSocket(socket, target.host(), target.port(), true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    try {
      secure.startHandshake();
    } catch (SSLException e) {
      if (pin.refused) {
        throw new CameraException(
            Reason.CERTIFICATE_CHANGED,
            "connect",
            "the camera shows another certificate ("
                + shortened(pin.shown)
                + ") than before ("
                + shortened(pin.known.orElse(""))
                + "), and was not told the password. If it was reset, replaced or updated, trust the new"
                + " certificate; if not, somebody may be in between",
            e);
      }
      throw e;
    }
    target.memory().note(learned -> learned.withCertificate(pin.shown));
    return secure;
  }

  /** Why a handshake failed, where the TLS library's own words help nobody. */
  static String explain(SSLException e) {
    String message = String.valueOf(e.getMessage());
    if (OLD.matcher(message).find()) {
      return "the camera's TLS is too old (1.0 or 1.1) or has only ciphers that can be broken, and is"
          + " therefore not used; update its firmware, or use rtsp:// ("
          + message
          + ")";
    }
    return message;
  }

  private static SSLContext context(PinnedKey pin) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {pin}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("this Java has no TLS: " + e.getMessage(), e);
    }
  }

  private static String shortened(String fingerprint) {
    return fingerprint.length() <= 16 ? fingerprint : fingerprint.substring(0, 16) + "…";
  }

  /** Used for one handshake. */
  private static final class PinnedKey extends X509ExtendedTrustManager {

    private final Optional<String> known;
    private String shown = "";
    private boolean refused;

    PinnedKey(Optional<String> known) {
      this.known = known;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      shown = fingerprint(chain[0]);
      if (known.isEmpty() || known.get().equals(shown) || isVouchedFor(chain, type, socket)) {
        return;
      }
      refused = true;
      throw new CertificateException("another certificate than the one known");
    }

    private static boolean isVouchedFor(X509Certificate[] chain, String type, Socket socket) {
      try {
        TrustManagerFactory factory =
            TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (TrustManager manager : factory.getTrustManagers()) {
          if (manager instanceof X509ExtendedTrustManager full) {
            full.checkServerTrusted(chain, type, socket);
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
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw new CertificateException("sockets only");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("sockets only");
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
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("cameras do not sign in");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
