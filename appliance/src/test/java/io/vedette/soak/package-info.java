/** The box for a long time, with cameras that behave badly beside cameras that do not. */
package io.vedette.soak;
