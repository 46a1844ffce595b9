package io.vedette.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vedette.rtsp.AuthParameters;
import io.vedette.rtsp.ClientAuthorization;
import io.vedette.rtsp.DigestChallenge;
import io.vedette.rtsp.RtspFormatException;
import io.vedette.rtsp.RtspReader;
import io.vedette.rtsp.SenderInfo;
import io.vedette.rtsp.SessionDescription;
import io.vedette.rtsp.TransportHeader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** What a camera says in RTSP. Only {@link RtspFormatException} may be thrown, where it is told. */
class RtspFuzzTest {

  private static final String ADDRESS = "rtsp://192.0.2.7:554/live?channel=1";

  @FuzzTest
  void sessionDescription(byte[] input) {
    try {
      SessionDescription read = SessionDescription.parse(input);
      Check.that(!read.media().isEmpty(), "a description without a stream");
      SessionDescription.resolve(ADDRESS, read.control());
      for (SessionDescription.Media media : read.media()) {
        Check.that(media.clockRate() >= 0, "clock rate " + media.clockRate());
        Check.that(media.channels() >= 0, "channels " + media.channels());
        double rate = media.frameRate().orElse(25);
        Check.that(rate > 0 && rate <= 240, "frame rate " + rate);
        String address = SessionDescription.resolve(ADDRESS, media.control());
        Check.that(address.indexOf('\n') < 0 && address.indexOf('\r') < 0, "a broken address");
        // Content-Base is the camera's own word.
        SessionDescription.resolve(media.control().orElse(""), read.control());
      }
    } catch (RtspFormatException e) {
      Check.that(e.getMessage() != null, "a refusal without a reason");
    }
  }

  /** The first byte says whether frames may come, and how many bytes each read gives. */
  @FuzzTest
  void connection(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    int most = 1 + (input[0] & 0x7f) * 16;
    RtspReader reader =
        new RtspReader(
            new ByteArrayInputStream(input, 1, input.length - 1) {
              @Override
              public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(most, length));
              }
            });
    reader.expectChannels(input[0] < 0 ? 4 : 0);
    long taken = 0;
    try {
      for (RtspReader.Kind kind = reader.next();
          kind != RtspReader.Kind.END;
          kind = reader.next()) {
        if (kind == RtspReader.Kind.FRAME) {
          Check.that(reader.channel() >= 0 && reader.channel() < 4, "a foreign channel");
          Check.that(
              reader.offset() >= 0 && reader.offset() + reader.length() <= reader.buffer().length,
              "a frame outside of the buffer");
          taken += reader.length();
        } else {
          Check.that(reader.lastMessage().encoded().length > 0, "a message of nothing");
        }
        taken++;
        Check.that(taken <= input.length, "more comes out than went in");
      }
    } catch (RtspFormatException e) {
      Check.that(e.getMessage().length() < 400, "a long refusal");
      Check.that(e.getMessage().matches("[\\x20-\\x7e]*"), "an unprintable refusal");
    }
  }

  @FuzzTest
  void authorization(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    for (Map.Entry<String, String> parameter : AuthParameters.parse(text).entrySet()) {
      Check.that(!parameter.getKey().isEmpty(), "a parameter without a name");
      Check.that(text.length() > parameter.getValue().length(), "a value longer than the text");
    }
    Optional<DigestChallenge> challenge = DigestChallenge.parse(text);
    challenge.ifPresent(
        known ->
            Check.that(
                DigestChallenge.parse(known.encoded()).equals(challenge),
                "a challenge that is another once written and read"));
    ClientAuthorization client = new ClientAuthorization("user", "pass", new Random(1));
    if (client.challenged(List.of(text))) {
      Check.that(client.authorization("PLAY", ADDRESS).isPresent(), "no answer");
    }
  }

  @FuzzTest
  void transport(byte[] input) {
    TransportHeader read = TransportHeader.parse(new String(input, StandardCharsets.UTF_8));
    for (String name : List.of("interleaved", "server_port")) {
      read.pair(name)
          .ifPresent(
              pair ->
                  Check.that(
                      pair.rtp() >= 0
                          && pair.rtp() <= 65_535
                          && pair.rtcp() >= 0
                          && pair.rtcp() <= 65_535,
                      "no ports or channels: " + pair));
    }
  }

  @FuzzTest
  void senderReport(byte[] input) {
    SenderInfo.find(input, 0, input.length).ifPresent(SenderInfo::nanos);
    SenderInfo.saysGoodbye(input, 0, input.length);
    int half = input.length / 2;
    SenderInfo.find(input, half, input.length - half);
  }
}
