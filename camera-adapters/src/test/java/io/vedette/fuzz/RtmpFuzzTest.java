package io.vedette.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vedette.media.DecodingTimes;
import io.vedette.media.VideoTracks;
import io.vedette.rtmp.AudioTag;
import io.vedette.rtmp.FlvCodec;
import io.vedette.rtmp.FlvPictures;
import io.vedette.rtmp.RtmpConversation;
import io.vedette.rtmp.RtmpFormatException;
import io.vedette.rtmp.RtmpMessage;
import io.vedette.rtmp.VideoTag;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What those who push say in RTMP. */
class RtmpFuzzTest {

  private static final int HANDSHAKE = 1 + 2 * 1536;

  /** The input is what follows the handshake: chunks, commands, and FLV in messages. */
  private record Source(VideoTracks tracks, FlvPictures pictures) {

    static Source of(FlvCodec codec) {
      VideoTracks tracks =
          new VideoTracks(codec.parameterSets(), 1, 90_000, 25, new DecodingTimes());
      return new Source(tracks, new FlvPictures(codec, tracks));
    }
  }

  @FuzzTest
  void push(byte[] input) throws IOException {
    byte[] all = new byte[HANDSHAKE + input.length];
    all[0] = 3;
    System.arraycopy(input, 0, all, HANDSHAKE, input.length);
    ByteArrayOutputStream answers = new ByteArrayOutputStream();
    RtmpConversation conversation = new RtmpConversation(new ByteArrayInputStream(all), answers);
    long taken = 0;
    try {
      conversation.awaitPublish().lastPiece();
      Check.that(answers.size() < 64_000, "more is answered than a socket holds");
      conversation.accept();
      Map<FlvCodec, Source> sources = new EnumMap<>(FlvCodec.class);
      while (true) {
        RtmpMessage message = conversation.nextMedia();
        Check.that(message.length() <= message.buffer().length, "a message without its bytes");
        taken += message.length();
        Check.that(taken <= input.length, "more comes out than went in");
        if (message.type() == RtmpMessage.AUDIO) {
          sound(message);
        } else {
          picture(message, sources);
        }
      }
    } catch (RtmpFormatException e) {
      Check.that(e.getMessage().length() < 400, "a long refusal");
    } catch (EOFException e) {
      Check.that(answers.size() < 64_000 + 8L * input.length, "more is answered than was said");
    }
  }

  private static void sound(RtmpMessage message) {
    switch (AudioTag.of(message)) {
      case AudioTag.Configuration(int from, int to) -> inside(message, from, to);
      case AudioTag.Aac(int from, int to) -> inside(message, from, to);
      case AudioTag.G711(boolean _, int channels, int from, int to) -> {
        inside(message, from, to);
        Check.that(channels == 1 || channels == 2, channels + " channels");
      }
      case AudioTag.Unsupported(String name) -> Check.that(name.length() < 60, "a long name");
      case AudioTag.Nothing() ->
          Check.that(message.length() >= 0, "a message of less than nothing");
    }
  }

  private static void picture(RtmpMessage message, Map<FlvCodec, Source> sources) {
    switch (VideoTag.of(message)) {
      case VideoTag.Configuration(FlvCodec codec, int from, int to) -> {
        inside(message, from, to);
        sources.computeIfAbsent(codec, Source::of).pictures().configure(message.buffer(), from, to);
      }
      case VideoTag.Picture(FlvCodec codec, boolean key, int later, int from, int to) -> {
        inside(message, from, to);
        Check.that(later >= -(1 << 23) && later < 1 << 23, "composition time " + later);
        Source source = sources.computeIfAbsent(codec, Source::of);
        Optional<FlvPictures.Picture> found =
            source.pictures().picture(message.buffer(), from, to, key);
        if (found.isPresent()) {
          // Lengths of one byte become lengths of four.
          Check.that(
              found.get().data().length() <= 4 * (to - from), "a picture larger than its message");
          parameters(source.tracks(), found.get());
        }
      }
      case VideoTag.Unsupported(String name) -> Check.that(name.length() < 60, "a long name");
      case VideoTag.Nothing() ->
          Check.that(message.length() >= 0, "a message of less than nothing");
    }
  }

  private static void parameters(VideoTracks tracks, FlvPictures.Picture picture) {
    try {
      boolean covered = tracks.covers(picture.data(), picture.key());
      Check.that(!covered || tracks.current().isPresent(), "a picture of no track");
    } catch (IllegalArgumentException e) {
      Check.that(e.getMessage() != null, "a refusal without a reason");
    }
  }

  private static void inside(RtmpMessage message, int from, int to) {
    Check.that(from >= 0 && from <= to && to <= message.length(), "a range outside of its message");
  }
}
