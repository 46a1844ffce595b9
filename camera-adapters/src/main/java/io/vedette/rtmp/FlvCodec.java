package io.vedette.rtmp;

/** The video codecs that are taken out of FLV. */
public enum FlvCodec {
  /** H.264: codec 7 of FLV (E.4.3.1), {@code avc1} of Enhanced RTMP. */
  H264,
  /** H.265: {@code hvc1} of Enhanced RTMP, and codec 12 as many encoders wrote it before. */
  H265,
  /** AV1: {@code av01} of Enhanced RTMP. */
  AV1
}
