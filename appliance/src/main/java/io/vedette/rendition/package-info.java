/**
 * Renditions that the box makes of a camera's main stream while somebody watches them: which there
 * are, how many at once, and the thread of each.
 */
package io.vedette.rendition;
