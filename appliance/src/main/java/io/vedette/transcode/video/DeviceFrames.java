package io.vedette.transcode.video;

import static org.bytedeco.ffmpeg.global.avutil.av_buffer_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_copy_props;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_hwdevice_ctx_create;
import static org.bytedeco.ffmpeg.global.avutil.av_hwdevice_find_type_by_name;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_ctx_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_ctx_init;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_transfer_data;

import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVHWFramesContext;
import org.bytedeco.javacpp.BytePointer;

/** A device of an encoder's, and frames on it into which pictures are uploaded. */
final class DeviceFrames implements AutoCloseable {

  /** As many as an encoder may hold back, and the one under way. */
  private static final int POOL = 8;

  private final VideoEncoder encoder;
  private final AVFrame frame = av_frame_alloc();
  private AVBufferRef device;
  private AVBufferRef frames;

  private DeviceFrames(VideoEncoder encoder) {
    this.encoder = encoder;
  }

  /**
   * Opens an encoder's device.
   *
   * @param deviceFormat pixel format of frames on the device
   * @param softwareFormat pixel format of what is uploaded
   */
  static DeviceFrames open(
      VideoEncoder encoder, int deviceFormat, int softwareFormat, int width, int height)
      throws EncoderFailedException {
    DeviceFrames opened = new DeviceFrames(encoder);
    try {
      opened.openDevice();
      opened.allocate(deviceFormat, softwareFormat, width, height);
      return opened;
    } catch (EncoderFailedException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private void openDevice() throws EncoderFailedException {
    String type = encoder.deviceType().orElseThrow();
    AVBufferRef created = new AVBufferRef();
    check(
        "device " + type,
        av_hwdevice_ctx_create(
            created,
            av_hwdevice_find_type_by_name(type),
            (BytePointer) null,
            (AVDictionary) null,
            0));
    device = created;
  }

  private void allocate(int deviceFormat, int softwareFormat, int width, int height)
      throws EncoderFailedException {
    frames = av_hwframe_ctx_alloc(device);
    if (frame == null || frames == null) {
      throw new EncoderFailedException(encoder, "frames: no memory");
    }
    // A view of what the reference holds, which frees it.
    AVHWFramesContext context = new AVHWFramesContext(frames.data());
    context.format(deviceFormat);
    context.sw_format(softwareFormat);
    context.width(width);
    context.height(height);
    context.initial_pool_size(POOL);
    check("frames", av_hwframe_ctx_init(frames));
  }

  /** The context of the frames; valid until this is closed, not the caller's to release. */
  AVBufferRef context() {
    return frames;
  }

  /**
   * Brings a picture to the device.
   *
   * @return the picture there, with the same times; valid until the next call
   */
  AVFrame upload(AVFrame picture) throws EncoderFailedException {
    av_frame_unref(frame);
    check("frame", av_hwframe_get_buffer(frames, frame, 0));
    check("upload", av_hwframe_transfer_data(frame, picture, 0));
    check("upload", av_frame_copy_props(frame, picture));
    return frame;
  }

  private void check(String step, int result) throws EncoderFailedException {
    EncoderFailedException.check(encoder, step, result);
  }

  /** Releases frames and device. Idempotent, never throws. */
  @Override
  public void close() {
    av_frame_free(frame);
    if (frames != null) {
      av_buffer_unref(frames);
    }
    if (device != null) {
      av_buffer_unref(device);
    }
  }
}
