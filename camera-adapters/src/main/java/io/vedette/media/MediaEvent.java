package io.vedette.media;

/**
 * What a media source hands over, in order: first a {@link StreamFormat}, then packets of its
 * tracks; a further {@link StreamFormat} whenever the camera changes what it sends.
 */
public sealed interface MediaEvent permits Packet, StreamFormat {}
