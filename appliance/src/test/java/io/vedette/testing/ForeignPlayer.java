package io.vedette.testing;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Players that others have written. Each is told an address and hands over decoded pictures. */
public enum ForeignPlayer {

  /** The ffmpeg binary. */
  FFMPEG {
    @Override
    List<String> words(String url) {
      return List.of(
          "ffmpeg",
          "-v",
          "warning",
          "-i",
          url,
          "-an",
          "-pix_fmt",
          "yuv420p",
          "-f",
          "yuv4mpegpipe",
          "-");
    }
  },

  /** VLC, which refuses root: for it we are somebody else. */
  VLC {
    @Override
    List<String> words(String url) {
      return List.of(
          "unshare",
          "--user",
          "--map-user=1000",
          "--map-group=1000",
          "vlc",
          "--intf=dummy",
          "--no-dbus",
          "--no-audio",
          "--aout=adummy",
          "--vout=yuv",
          "--yuv-yuv4mpeg2",
          "--yuv-file=/dev/stdout",
          url);
    }
  },

  /** GStreamer's older player, with hlsdemux. */
  GSTREAMER_PLAYBIN {
    @Override
    List<String> words(String url) {
      return gstreamer("playbin", url);
    }
  },

  /** GStreamer's newer player, with hlsdemux2. */
  GSTREAMER_PLAYBIN3 {
    @Override
    List<String> words(String url) {
      return gstreamer("playbin3", url);
    }
  };

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int LONGEST_HEADER = 1024;

  /**
   * What a player has shown.
   *
   * @param width of the pictures, in pixels
   * @param height of the pictures, in pixels
   * @param pictures how many it has shown until so many were different
   * @param complaints what the player wrote beside them
   */
  public record Shown(int width, int height, int pictures, String complaints) {}

  abstract List<String> words(String url);

  private static List<String> gstreamer(String player, String url) {
    // gst-launch writes what it has to say where fdsink would write by itself; y4menc would write
    // the decoder's margin too, were the picture not copied out of it by way of RGB.
    return List.of(
        "sh",
        "-c",
        "exec \"$@\" 3>&1 >&2",
        "sh",
        "gst-launch-1.0",
        player,
        "uri=" + url,
        "video-sink=videoconvert ! video/x-raw,format=RGB ! videoconvert"
            + " ! video/x-raw,format=I420 ! y4menc ! fdsink fd=3 sync=false",
        "audio-sink=fakesink");
  }

  /**
   * Plays until some different pictures have been shown.
   *
   * @param url where, with user name and password in it
   * @param count how many pictures
   * @param home a folder that the player may write its settings to
   * @throws IOException if it ends, or a minute passes, before it has shown so many
   */
  public Shown play(String url, int count, Path home) throws IOException, InterruptedException {
    Path complaints = Files.createTempFile(home, "player", ".log");
    ProcessBuilder builder = new ProcessBuilder(words(url)).redirectError(complaints.toFile());
    builder.environment().put("HOME", home.toString());
    Process process = builder.start();
    Thread watchdog = Thread.ofPlatform().daemon().start(() -> endAfter(process, LIMIT));
    int shown = 0;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16))) {
      List<String> head = Arrays.asList(line(in).split(" "));
      int width = number(head, 'W');
      int height = number(head, 'H');
      byte[] picture = new byte[width * height + 2 * ((width + 1) / 2) * ((height + 1) / 2)];
      Set<Integer> different = new HashSet<>();
      while (different.size() < count) {
        String frame = line(in);
        if (!frame.startsWith("FRAME")) {
          throw new IOException("not a picture: " + frame);
        }
        in.readFully(picture);
        different.add(Arrays.hashCode(picture));
        shown++;
      }
      return new Shown(width, height, shown, Files.readString(complaints));
    } catch (EOFException e) {
      throw new IOException(
          "%s showed %d pictures of %s; %s"
              .formatted(this, shown, url, Files.readString(complaints)),
          e);
    } finally {
      process.destroyForcibly().onExit().join();
      watchdog.interrupt();
    }
  }

  private static void endAfter(Process process, Duration limit) {
    try {
      Thread.sleep(limit);
      process.destroyForcibly();
    } catch (InterruptedException e) {
      // It has ended in time.
    }
  }

  /** A line of YUV4MPEG2: of ASCII, up to a line feed. */
  private static String line(DataInputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
      text.append((char) next);
      if (text.length() == LONGEST_HEADER) {
        throw new IOException("no YUV4MPEG2");
      }
    }
    return text.toString();
  }

  private static int number(List<String> head, char name) throws IOException {
    Optional<String> found =
        head.stream().filter(word -> word.matches(name + "\\d{1,5}")).findFirst();
    return Integer.parseInt(
        found.orElseThrow(() -> new IOException("no " + name + " in " + head)).substring(1));
  }
}
