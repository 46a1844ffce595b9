package io.vedette.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/**
 * What processes have taken of the machine, as the kernel counts it.
 *
 * @param cpuSeconds user and system time of all their threads since they began
 * @param pssBytes their proportional set size
 */
record ProcessUse(double cpuSeconds, long pssBytes) {

  /**
   * Ticks per second of /proc/PID/stat: USER_HZ, 100 on every architecture that Linux is built for
   * here.
   */
  private static final double USER_HZ = 100;

  static ProcessUse of(Collection<Long> pids) throws IOException {
    double cpu = 0;
    long pss = 0;
    for (long pid : pids) {
      cpu += cpuSeconds(pid);
      pss += pssBytes(pid);
    }
    return new ProcessUse(cpu, pss);
  }

  private static double cpuSeconds(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    // The second field is the command in parentheses and may hold blanks; utime and stime are the
    // 14th and 15th.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / USER_HZ;
  }

  private static long pssBytes(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
      if (line.startsWith("Pss:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    throw new IOException("no Pss in smaps_rollup of process " + pid);
  }
}
