/** Peers that tests talk to: cameras of other makers, and servers that misbehave on purpose. */
package io.vedette.testing;
