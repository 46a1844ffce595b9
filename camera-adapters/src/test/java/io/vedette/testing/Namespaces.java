package io.vedette.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network of its own: machines (network namespaces) at one switch (a bridge in another one), made
 * here and gone when it is closed. Needs to be root.
 */
public final class Namespaces implements AutoCloseable {

  /** Where ip(8) keeps the names of namespaces. */
  private static final Path MOUNTED = Path.of("/run/netns");

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** A program that runs in one of the machines, and the lines that it has written. */
  public static final class Running implements AutoCloseable {
    private final Process process;
    private final List<String> seen = new ArrayList<>();
    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private volatile boolean over;

    private Running(Process process) {
      this.process = process;
      // Reading a pipe keeps the carrier of a virtual thread, and there are as few as processors.
      Thread.ofPlatform().daemon().start(this::read);
    }

    private void read() {
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          lines.add(line);
        }
      } catch (IOException e) {
        lines.add("cannot be read: " + e);
      }
      over = true;
    }

    /** Waits for a line that holds this, be it one of those taken before; returns it. */
    public String await(String part, Duration limit) throws InterruptedException {
      for (String line : seen) {
        if (line.contains(part)) {
          return line;
        }
      }
      return awaitNext(part, limit);
    }

    /** Waits for a line that holds this, after all that were taken before; returns it. */
    public String awaitNext(String part, Duration limit) throws InterruptedException {
      long deadline = System.nanoTime() + limit.toNanos();
      while (System.nanoTime() - deadline < 0) {
        // Looked at first: then all its lines are there.
        boolean last = over;
        String line = lines.poll(100, TimeUnit.MILLISECONDS);
        if (line != null) {
          seen.add(line);
          if (line.contains(part)) {
            return line;
          }
        } else if (last) {
          break;
        }
      }
      throw new AssertionError("no \"" + part + "\" among: " + String.join("\n", seen));
    }

    /** Writes a line to it. */
    public void type(String line) throws IOException {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    }

    /** All lines taken so far. */
    public List<String> seen() {
      return List.copyOf(seen);
    }

    /** Asks it to end (SIGTERM), and waits until it has. */
    public void terminate() throws InterruptedException {
      process.destroy();
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("it does not end");
      }
    }

    @Override
    public void close() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      try {
        process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static final AtomicInteger MADE = new AtomicInteger();

  private final String prefix =
      "vdt" + ProcessHandle.current().pid() + "-" + MADE.incrementAndGet();
  private final String lan;
  private final List<String> names = new ArrayList<>();
  private final List<Running> running = new ArrayList<>();

  /** Makes the switch. */
  public Namespaces() throws IOException, InterruptedException {
    lan = add("lan");
    ip("-n", lan, "link", "add", "br0", "type", "bridge", "mcast_snooping", "0");
    ip("-n", lan, "link", "set", "br0", "up");
  }

  private String add(String name) throws IOException, InterruptedException {
    String full = prefix + name;
    if (Files.exists(MOUNTED.resolve(full))) {
      // Of a run that was killed, by a process that had our number.
      ip("netns", "del", full);
    }
    ip("netns", "add", full);
    names.add(full);
    ip("-n", full, "link", "set", "lo", "up");
    return full;
  }

  /**
   * Makes a machine with one interface, {@code eth0}, at the switch.
   *
   * @param addresses its addresses, such as {@code 10.77.0.1/24}
   */
  public void machine(String name, List<String> addresses)
      throws IOException, InterruptedException {
    String full = add(name);
    ip("-n", lan, "link", "add", "p" + name, "type", "veth", "peer", "eth0", "netns", full);
    ip("-n", lan, "link", "set", "p" + name, "master", "br0", "up");
    for (String address : addresses) {
      ip("-n", full, "addr", "add", address, "dev", "eth0");
    }
    ip("-n", full, "link", "set", "eth0", "up");
    ip("-n", full, "route", "add", "224.0.0.0/4", "dev", "eth0");
  }

  /** Runs a command of ip(8) about one machine; returns what it says. */
  public String ipIn(String name, String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("-n", prefix + name));
    all.addAll(List.of(words));
    return ip(all.toArray(String[]::new));
  }

  /** Starts a program in a machine. */
  public Running start(String name, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", prefix + name));
    command.addAll(List.of(words));
    Running one = new Running(new ProcessBuilder(command).redirectErrorStream(true).start());
    running.add(one);
    return one;
  }

  /** Starts a class of the tests in a machine, on a JVM of its own. */
  public Running java(String name, Class<?> main, String... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(words));
    return start(name, command.toArray(String[]::new));
  }

  private static String ip(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(words));
    Command done = Command.run(LIMIT, command);
    if (done.status() != 0) {
      throw new IOException(String.join(" ", command) + ": " + done.output());
    }
    return done.output();
  }

  @Override
  public void close() throws IOException {
    running.forEach(Running::close);
    try {
      for (String name : names.reversed()) {
        ip("netns", "del", name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted; network namespaces " + prefix + "… are left", e);
    }
  }
}
