package io.vedette.transcode.probe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The command of a child: the JVM, the classes and the libraries that the box itself runs with. */
final class ChildCommand {

  /** Priority of the child (nice(1)): a tenth of the processor where a stream wants it too. */
  private static final String NICENESS = "10";

  private ChildCommand() {}

  static List<String> of(Candidate candidate) {
    List<String> command = new ArrayList<>(List.of("nice", "-n", NICENESS));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xms8m",
            "-Xmx96m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            // Nothing of a child that crashes or is killed stays on the disk.
            "-XX:-UsePerfData",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=/dev/null",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.awt.headless=true"));
    // Where the box finds FFmpeg, the child finds the same one.
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.equals("java.library.path") || name.startsWith("org.bytedeco.")) {
        command.add("-D" + name + "=" + System.getProperty(name));
      }
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ProbeChild.class.getName());
    command.add(candidate.kind().name().toLowerCase(Locale.ROOT));
    command.add(candidate.name());
    return command;
  }
}
