package io.vedette.rtsp;

import io.vedette.media.AccessUnit;

/** Takes what a video depacketizer puts together, on the thread that puts packets in. */
public interface AccessUnitSink {

  /**
   * A parameter set or sequence header, which applies to the access units from here on. It comes as
   * often as the camera sends it.
   *
   * @param buffer holds a NAL unit with its header, an OBU with its size, or headers of MPEG-4
   *     video with their start codes; overwritten after the call
   */
  void parameterSet(byte[] buffer, int offset, int length);

  /**
   * A whole access unit.
   *
   * @param data H.264 and H.265: NAL units, each behind its length in four bytes, without parameter
   *     sets, delimiters and filler. AV1: OBUs with their sizes, without temporal delimiters.
   *     MPEG-4: a VOP with its start code, without headers. JPEG: a whole file
   * @param key whether decoding can begin with it
   * @param timestamp RTP timestamp, all 32 bits
   */
  void accessUnit(AccessUnit data, boolean key, int timestamp);

  /**
   * The camera sends this codec in a way that is not read here. Nothing of use will come.
   *
   * @param why what it does, as a sentence without a full stop
   */
  void refused(String why);
}
