/** An ONVIF device for tests, which does what it is told to do wrong. */
package io.vedette.testing.onvif;
