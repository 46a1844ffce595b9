package io.vedette.camera.rtsp;

import io.vedette.camera.CameraException;
import io.vedette.camera.PinnedKey;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

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
      if (pin.isRefused()) {
        throw pin.changed("connect", e);
      }
      throw e;
    }
    target.memory().note(learned -> learned.withCertificate(pin.shown()));
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
}
