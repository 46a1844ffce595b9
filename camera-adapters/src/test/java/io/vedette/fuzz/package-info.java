/**
 * What strangers send, as no stranger has sent it yet. In a test run only the inputs in the
 * resources are tried; {@code ./dev fuzz} looks for new ones.
 */
package io.vedette.fuzz;
