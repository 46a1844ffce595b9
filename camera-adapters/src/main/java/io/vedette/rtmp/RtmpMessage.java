package io.vedette.rtmp;

/**
 * One message (RTMP 5.4, 7.1).
 *
 * @param type message type, 0 to 255
 * @param streamId message stream it belongs to
 * @param timestamp milliseconds, all 32 bits; wraps after 49 days
 * @param buffer holds the payload from its first byte on; overwritten with the next message
 * @param length bytes of the payload
 */
public record RtmpMessage(int type, int streamId, int timestamp, byte[] buffer, int length) {

  /** Set Chunk Size (5.4.1). */
  public static final int SET_CHUNK_SIZE = 1;

  /** Abort Message (5.4.2). */
  public static final int ABORT = 2;

  /** Acknowledgement (5.4.3). */
  public static final int ACKNOWLEDGEMENT = 3;

  /** User Control Message (6.2). */
  public static final int USER_CONTROL = 4;

  /** Window Acknowledgement Size (5.4.4). */
  public static final int WINDOW_ACKNOWLEDGEMENT_SIZE = 5;

  /** Set Peer Bandwidth (5.4.5). */
  public static final int SET_PEER_BANDWIDTH = 6;

  /** Audio (7.1.4). */
  public static final int AUDIO = 8;

  /** Video (7.1.5). */
  public static final int VIDEO = 9;

  /** Command in AMF 3, behind a byte of 0 in AMF 0 all the same (7.1.1). */
  public static final int COMMAND_AMF3 = 17;

  /** Command in AMF 0 (7.1.1). */
  public static final int COMMAND = 20;

  /** Several messages in one (7.1.6). */
  public static final int AGGREGATE = 22;

  /** The payload as a big-endian number of four bytes; 0 if it is shorter. */
  int number() {
    return length < 4
        ? 0
        : (buffer[0] & 0xff) << 24
            | (buffer[1] & 0xff) << 16
            | (buffer[2] & 0xff) << 8
            | buffer[3] & 0xff;
  }

  @Override
  public String toString() {
    return "message of type " + type + ", " + length + " bytes";
  }
}
