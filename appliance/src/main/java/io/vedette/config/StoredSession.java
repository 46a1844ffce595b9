package io.vedette.config;

import java.time.Instant;

/**
 * A session that somebody has opened.
 *
 * @param username whose it is
 * @param role the user's role, as it is now
 * @param expiresAt when it ends by itself
 */
public record StoredSession(String username, String role, Instant expiresAt) {}
