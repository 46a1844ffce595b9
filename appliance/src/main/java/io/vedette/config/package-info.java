/**
 * What the box has been told, kept in SQLite: cameras, users, sessions, and what was found of the
 * encoders. The only package that knows SQL. Camera passwords are encrypted before they get there.
 */
package io.vedette.config;
