package io.vedette.security;

import java.time.Instant;

/**
 * Somebody who has signed in.
 *
 * @param username who
 * @param role what they may do
 * @param expiresAt until when
 */
public record Session(String username, Role role, Instant expiresAt) {}
