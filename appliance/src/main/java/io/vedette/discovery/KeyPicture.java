package io.vedette.discovery;

import static java.lang.System.Logger.Level.DEBUG;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.PacketSource;
import io.vedette.fragment.InitSegment;
import io.vedette.fragment.VideoDecoding;
import io.vedette.media.MediaEvent;
import io.vedette.media.Packet;
import io.vedette.media.StreamFormat;
import io.vedette.transcode.JpegEncoder;
import io.vedette.transcode.StillDecoder;
import io.vedette.transcode.TranscodeException;
import java.time.Duration;
import java.util.Optional;

/**
 * The first picture of a stream that can be decoded by itself.
 *
 * @param decoding how to decode it
 * @param sample the access unit; not to be changed
 */
record KeyPicture(VideoDecoding decoding, byte[] sample) {

  private static final System.Logger LOG = System.getLogger(KeyPicture.class.getName());

  /**
   * Reads a stream until there is one. Blocks the caller.
   *
   * @param patience how long to wait for it; what the source itself waits for comes on top
   * @throws CameraException if the session ends before, or none comes in time
   */
  static KeyPicture read(PacketSource source, Duration patience) throws CameraException {
    long deadline = System.nanoTime() + patience.toNanos();
    Optional<StreamFormat> format = Optional.empty();
    while (System.nanoTime() - deadline < 0) {
      MediaEvent event = source.next();
      switch (event) {
        case StreamFormat now -> format = Optional.of(now);
        case Packet packet -> {
          Optional<VideoDecoding> decoding = decoding(format, packet);
          if (decoding.isPresent()) {
            return new KeyPicture(decoding.get(), packet.data().toByteArray());
          }
        }
      }
    }
    throw new CameraException(
        Reason.STALLED, "read", "no key frame came in " + patience.toSeconds() + " s");
  }

  private static Optional<VideoDecoding> decoding(Optional<StreamFormat> format, Packet packet) {
    return packet.key()
        ? format
            .filter(
                known -> known.video().map(track -> track.id() == packet.trackId()).orElse(false))
            .flatMap(known -> InitSegment.of(known).decoding())
        : Optional.empty();
  }

  /** As a JPEG file of at most this width; empty where it cannot be decoded. */
  Optional<byte[]> jpeg(int width) {
    try {
      return Optional.of(
          JpegEncoder.encode(
              StillDecoder.decode(decoding.codec(), decoding.configuration(), sample), width));
    } catch (TranscodeException e) {
      LOG.log(DEBUG, "A key frame cannot be decoded", e);
      return Optional.empty();
    }
  }
}
