/** The whole daemon as a process of its own, with real cameras, players and clients around it. */
package io.vedette.box;
