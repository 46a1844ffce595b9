package io.vedette.camera.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_ADPCM_G722;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_ADPCM_G726;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_ADPCM_G726LE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_OPUS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_ALAW;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_MULAW;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_S16BE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_S24BE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_U8;

import io.vedette.media.CodecParameters;
import io.vedette.media.RawEncoding;
import io.vedette.media.Track;
import java.util.Arrays;
import java.util.Optional;

/**
 * An audio stream of FFmpeg's that can be carried, in the form in which our own reader hands it
 * over.
 *
 * @param index its number in the input
 * @param track what it becomes
 * @param rank how much it is preferred to others, 0 the most
 */
record FfmpegAudio(int index, Track track, int rank) {

  private static final int TRACK_ID = 2;
  private static final int MOST_CHANNELS = 8;

  /** ISO/IEC 14496-3 1.6.2.1: object type, sampling frequency and channels take that much. */
  private static final int LEAST_CONFIG = 2;

  /**
   * What can be carried of a stream.
   *
   * @param codecId the codec by FFmpeg's number
   * @param bitsPerSample of one coded sample, 0 where FFmpeg does not tell
   * @return empty for a codec that the box does not read
   */
  static Optional<FfmpegAudio> of(FfmpegInput.Stream stream, int codecId, int bitsPerSample) {
    int channels = Math.clamp(stream.channels(), 1, MOST_CHANNELS);
    if (codecId == AV_CODEC_ID_AAC) {
      return stream.extradata().length < LEAST_CONFIG
          ? Optional.empty()
          : offer(
              stream,
              new CodecParameters.Aac(stream.extradata(), stream.sampleRate(), channels),
              0);
    }
    if (codecId == AV_CODEC_ID_OPUS) {
      return offer(stream, new CodecParameters.Opus(Math.min(channels, 2), 0, 0), 1);
    }
    return encoding(codecId, bitsPerSample)
        .filter(_ -> stream.sampleRate() > 0)
        .flatMap(
            raw ->
                offer(stream, new CodecParameters.RawAudio(raw, stream.sampleRate(), channels), 2));
  }

  private static Optional<FfmpegAudio> offer(
      FfmpegInput.Stream stream, CodecParameters codec, int rank) {
    Track track = new Track(TRACK_ID, stream.ticksPerSecond(), codec);
    return Optional.of(new FfmpegAudio(stream.index(), track, rank));
  }

  private static Optional<RawEncoding> encoding(int codecId, int bitsPerSample) {
    return switch (codecId) {
      case AV_CODEC_ID_PCM_MULAW -> Optional.of(RawEncoding.G711_MU_LAW);
      case AV_CODEC_ID_PCM_ALAW -> Optional.of(RawEncoding.G711_A_LAW);
      case AV_CODEC_ID_ADPCM_G722 -> Optional.of(RawEncoding.G722);
      // FFmpeg names the order of RFC 3551 little-endian, and that of AAL2 not at all.
      case AV_CODEC_ID_ADPCM_G726LE ->
          ofBits(
              bitsPerSample,
              RawEncoding.G726_16,
              RawEncoding.G726_24,
              RawEncoding.G726_32,
              RawEncoding.G726_40);
      case AV_CODEC_ID_ADPCM_G726 ->
          ofBits(
              bitsPerSample,
              RawEncoding.AAL2_G726_16,
              RawEncoding.AAL2_G726_24,
              RawEncoding.AAL2_G726_32,
              RawEncoding.AAL2_G726_40);
      case AV_CODEC_ID_PCM_U8 -> Optional.of(RawEncoding.L8);
      case AV_CODEC_ID_PCM_S16BE -> Optional.of(RawEncoding.L16);
      case AV_CODEC_ID_PCM_S24BE -> Optional.of(RawEncoding.L24);
      default -> Optional.empty();
    };
  }

  private static Optional<RawEncoding> ofBits(int bits, RawEncoding... encodings) {
    return Arrays.stream(encodings)
        .filter(encoding -> encoding.bitsPerSample() == bits)
        .findFirst();
  }

  /**
   * Ticks of a packet.
   *
   * @param bytes the packet's length
   * @param otherwise where the length does not tell
   */
  int ticks(int bytes, int otherwise) {
    if (!(track.codec()
        instanceof CodecParameters.RawAudio(RawEncoding encoding, int rate, int channels))) {
      return otherwise;
    }
    // In bits, as those of G.726 are fewer than a byte.
    long samples = (long) bytes * Byte.SIZE / ((long) encoding.bitsPerSample() * channels);
    return (int) Math.max(1, samples * track.timescale() / rate);
  }
}
