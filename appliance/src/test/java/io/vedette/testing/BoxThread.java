package io.vedette.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A thread of a box's process as the kernel sees it, one of Java's or one that native code started.
 *
 * @param name at most the first fifteen characters of it; native code's threads have the name of
 *     the one that started them
 * @param nice setpriority(2)'s
 */
public record BoxThread(String name, int nice) {

  /** Those that there are now, the process's first one first. */
  public static List<BoxThread> all(Box box) throws IOException {
    Path tasks = Path.of("/proc/" + box.process().pid() + "/task");
    List<BoxThread> threads = new ArrayList<>();
    try (var paths = Files.list(tasks)) {
      for (Path task : paths.sorted((a, b) -> Long.compare(number(a), number(b))).toList()) {
        try {
          threads.add(read(Files.readString(task.resolve("stat"))));
        } catch (IOException e) {
          // It has just ended, before its file was opened or while that was read.
          if (Files.exists(task)) {
            throw e;
          }
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return threads;
  }

  private static long number(Path task) {
    return Long.parseLong(task.getFileName().toString());
  }

  /** proc(5): the name in parentheses, which may hold blanks; the niceness is the 19th field. */
  private static BoxThread read(String stat) {
    int end = stat.lastIndexOf(')');
    String[] fields = stat.substring(end + 2).split(" ");
    return new BoxThread(stat.substring(stat.indexOf('(') + 1, end), Integer.parseInt(fields[16]));
  }
}
