/**
 * What the box has been told, kept in SQLite: cameras, users, sessions. The only package that knows
 * SQL. Camera passwords are encrypted before they get there.
 */
package io.vedette.config;
