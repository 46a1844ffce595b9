package io.vedette.rtsp.server;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/**
 * One access unit on its way to the clients; shared by all of them.
 *
 * @param nalUnits its NAL units from position to limit, without start codes or lengths; a key frame
 *     has its parameter sets in front. Not to be changed
 * @param key whether decoding can begin here
 * @param ticks time on the stream's own clock of 90 kHz; may jump
 * @param taken wall-clock time at which the picture was taken
 */
public record ServedFrame(List<ByteBuffer> nalUnits, boolean key, long ticks, Instant taken) {

  public ServedFrame {
    nalUnits = List.copyOf(nalUnits);
  }
}
