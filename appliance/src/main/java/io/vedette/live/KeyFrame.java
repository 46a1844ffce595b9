package io.vedette.live;

import io.vedette.fragment.Fragment;
import io.vedette.fragment.InitSegment;

/**
 * A picture that can be decoded by itself.
 *
 * @param init the init segment it needs
 * @param fragment the picture
 * @param position its position in the stream: names it, as long as the stream lives
 */
public record KeyFrame(InitSegment init, Fragment fragment, long position) {}
