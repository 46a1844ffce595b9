/** Who may do what: passwords, tokens, roles, and the limit on wrong sign-ins. Knows no HTTP. */
package io.vedette.security;
