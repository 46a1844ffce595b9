package io.vedette.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts secrets with AES-256-GCM (NIST SP 800-38D) under a key in a file of its own beside the
 * database, so that a copy of the database alone gives nothing away. Each secret is bound to its
 * owner: it cannot be moved to another row. Safe for use by any thread.
 */
final class SecretBox {

  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  private SecretBox(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /**
   * Reads the key, or makes one if there is none; readable by its owner only.
   *
   * @throws IOException if it can be neither read nor made, or is damaged
   */
  static SecretBox open(Path file) throws IOException {
    try {
      byte[] made = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(made);
      create(file, made);
      return new SecretBox(made);
    } catch (FileAlreadyExistsException e) {
      byte[] key = Files.readAllBytes(file);
      if (key.length != KEY_BYTES) {
        throw new IOException(
            file + " is damaged: " + key.length + " bytes instead of " + KEY_BYTES, e);
      }
      return new SecretBox(key);
    }
  }

  /** Written under another name first: a power cut leaves a whole key or none. */
  private static void create(Path file, byte[] key) throws IOException {
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Path written = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(written);
    Files.createFile(
        written,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (var channel =
        Files.newByteChannel(
            written, EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.SYNC))) {
      channel.write(ByteBuffer.wrap(key));
    }
    Files.move(written, file);
  }

  byte[] seal(String owner, String secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = run(Cipher.ENCRYPT_MODE, owner, nonce, secret.getBytes(StandardCharsets.UTF_8));
    byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
    System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
    return all;
  }

  /**
   * @throws IllegalStateException if it was sealed for another owner or under another key
   */
  String unseal(String owner, byte[] sealed) {
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    byte[] rest = Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length);
    return new String(run(Cipher.DECRYPT_MODE, owner, nonce, rest), StandardCharsets.UTF_8);
  }

  private byte[] run(int mode, String owner, byte[] nonce, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the secret of " + owner + " does not fit the key file", e);
    }
  }
}
