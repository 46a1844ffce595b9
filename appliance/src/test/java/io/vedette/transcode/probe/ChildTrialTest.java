package io.vedette.transcode.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.transcode.probe.Candidate.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Children that do what drivers make them do. */
@Timeout(300)
class ChildTrialTest {

  /** For children that end by themselves, however busy the machine is. */
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  /** For those that hang; what they say before has to come in this time. */
  private static final Duration SHORT_DEADLINE = Duration.ofSeconds(12);

  /** Room for a machine that is busy with something else. */
  private static final Duration ROOM = Duration.ofSeconds(40);

  /** How long one that hangs does so; nobody waits for that. */
  private static final String FOREVER = "600";

  private static final Candidate SOFTWARE = Candidate.find(Kind.ENCODER, "libx264").orElseThrow();

  @TempDir private Path folder;

  /** How many files are open, and how many processes were begun, by nobody but the trial. */
  private record Held(long files, List<ProcessHandle> children) {

    static Held now() throws IOException {
      try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
        return new Held(all.count(), ProcessHandle.current().children().toList());
      }
    }

    /** Whether nothing has come on top; the count of files takes in the one that counts. */
    boolean isLike(Held before) {
      return files <= before.files + 1 && before.children.containsAll(children);
    }
  }

  /** Runs a child that is a line of shell, and holds it to its time and to leaving nothing. */
  private TrialResult tried(String script) throws Exception {
    return tried(DEADLINE, script);
  }

  private TrialResult tried(Duration deadline, String script) throws Exception {
    Path place = folder.resolve("place");
    Files.deleteIfExists(place);
    TrialResult result =
        tried(deadline, _ -> List.of("sh", "-c", "pwd > '" + place + "'; " + script));
    Path own = Path.of(Files.readString(place).strip());
    assertTrue(own.getFileName().toString().startsWith("vedette-probe"), own.toString());
    assertFalse(Files.exists(own), own + " was left over");
    return result;
  }

  private TrialResult tried(Duration deadline, Function<Candidate, List<String>> command)
      throws Exception {
    Held before = Held.now();
    long begun = System.nanoTime();
    TrialResult result = new ChildTrial(command, deadline, folder).run(SOFTWARE);
    long took = System.nanoTime() - begun;
    assertTrue(took < deadline.plus(ROOM).toNanos(), "it took " + took / 1e9 + " s");
    long due = System.nanoTime() + ROOM.toNanos();
    Held after = Held.now();
    // Threads of other tests may still be closing what they had, or have a file open for a moment.
    while (!after.isLike(before) && System.nanoTime() - due < 0) {
      Thread.onSpinWait();
      after = Held.now();
    }
    assertTrue(after.isLike(before), "after " + before + " it is " + after);
    return result;
  }

  private static void assertFailed(TrialResult result, String... words) {
    assertFalse(result.works());
    for (String word : words) {
      assertTrue(result.reason().contains(word), result.reason());
    }
  }

  private static String say(String... lines) {
    StringBuilder script = new StringBuilder();
    for (String line : lines) {
      script.append("echo '").append(ChildReport.MARK).append(line).append("'; ");
    }
    return script.toString();
  }

  @Test
  void whatAnHonestChildSaysIsBelieved() throws Exception {
    TrialResult result = tried(say("step encoding", "size 720 90.5", "size 1080 41.25", "done"));
    assertEquals(new TrialResult(SOFTWARE, true, 90.5, 41.25, ""), result);
  }

  @Test
  void oneThatWorksAtTheSmallerSizeOnlySaysWhyNotAtTheOther() throws Exception {
    TrialResult result = tried(say("size 720 90.5", "fails 1080 too large for the device", "done"));
    assertEquals(
        new TrialResult(SOFTWARE, true, 90.5, 0, "1080p: too large for the device"), result);
  }

  @Test
  void aCrashIsNamedWithTheStepAndTheLastWords() throws Exception {
    assertFailed(
        tried(say("step opening it for 720p") + "echo the driver is sorry; kill -SEGV $$"),
        "SIGSEGV",
        "opening it for 720p",
        "the driver is sorry");
  }

  /** As when a driver is called from within the JVM, which catches the signal first. */
  @Test
  void aCrashOfTheJvmLeavesNoReportBehindAndIsNamed() throws Exception {
    Path ready = folder.resolve("ready");
    TrialResult result =
        tried(
            DEADLINE,
            candidate -> {
              List<String> java = ChildCommand.of(candidate);
              return List.of(
                  "sh",
                  "-c",
                  "\"$@\" & while [ ! -e '"
                      + ready
                      + "' ]; do sleep 0.1; done; kill -SEGV $!; wait $!",
                  "sh",
                  java.get(0),
                  java.get(1),
                  java.get(2),
                  java.get(3),
                  "-XX:-UsePerfData",
                  "-XX:-CreateCoredumpOnCrash",
                  "-XX:ErrorFile=/dev/null",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Sleeper.class.getName(),
                  ready.toString());
            });
    assertFailed(result, "its process crashed: SIGSEGV");
  }

  /** What makes a file and then sleeps until it is killed. */
  static final class Sleeper {
    private Sleeper() {}

    public static void main(String[] args) throws IOException, InterruptedException {
      Files.createFile(Path.of(args[0]));
      Thread.sleep(Duration.ofMinutes(10));
    }
  }

  @Test
  void oneThatHangsIsKilledAtItsDeadline() throws Exception {
    assertFailed(
        tried(
            SHORT_DEADLINE,
            say("step encoding 720p") + "trap '' TERM INT HUP; while :; do sleep 1; done"),
        "no answer within 12 s",
        "encoding 720p");
  }

  @Test
  void oneThatClaimsSuccessAndThenHangsDoesNotWork() throws Exception {
    assertFailed(
        tried(SHORT_DEADLINE, say("size 720 90", "size 1080 40", "done") + "sleep " + FOREVER),
        "no answer");
  }

  @Test
  void oneThatPrintsWithoutEndIsKilledBeforeItsDeadline() throws Exception {
    long begun = System.nanoTime();
    assertFailed(tried("exec yes 'and another frame'"), "printed without end");
    assertTrue(System.nanoTime() - begun < DEADLINE.toNanos());
    assertFailed(tried("exec head -c 3000000 /dev/zero"), "printed without end");
  }

  @Test
  void nonsenseIsNoAnswer() throws Exception {
    assertFailed(tried("head -c 20000 /dev/urandom"), "without an answer");
    assertFailed(tried(""), "without an answer", "printed nothing");
    assertFailed(tried("echo size 720 90; echo done"), "without an answer");
    assertFailed(tried(say("works like a charm", "done")), "makes no sense");
    assertFailed(tried(say("done")), "reported nothing");
  }

  @Test
  void numbersThatCannotBeAreNotBelieved() throws Exception {
    for (String number :
        List.of("NaN", "-30", "0", "Infinity", "1e9", "many", "", "-0.0", "0x1p20", "90 91")) {
      assertFailed(tried(say("size 720 " + number, "size 1080 40", "done")), "cannot be");
    }
    assertFailed(tried(say("size 720 90", "size 1080 NaN", "done")), "cannot be");
    assertFailed(tried(say("size 4320 90", "done")), "not asked");
  }

  @Test
  void successWithAnExitCodeIsNone() throws Exception {
    assertFailed(tried(say("size 720 90", "size 1080 40", "done") + "exit 3"), "code 3");
  }

  @Test
  void aCommandThatIsNotThereIsAReasonToo() throws Exception {
    assertFailed(tried(DEADLINE, _ -> List.of("/nowhere/java")), "could not be started");
  }

  /** In a session of its own, its parent gone: no table of parents leads to it. */
  @Test
  void aGrandchildThatOutlivesItsParentIsKilledToo() throws Exception {
    Path pid = folder.resolve("pid");
    TrialResult result =
        tried(
            "setsid sh -c 'sleep "
                + FOREVER
                + " & echo $! > "
                + pid
                + ".new; mv "
                + pid
                + ".new "
                + pid
                + "' & while [ ! -e "
                + pid
                + " ]; do :; done; "
                + say("size 720 90", "size 1080 40", "done"));
    assertTrue(result.works(), result.reason());
    long grandchild = Long.parseLong(Files.readString(pid).strip());
    assertTrue(
        ProcessHandle.of(grandchild).map(ChildTrialTest::isGone).orElse(true),
        "the grandchild lives");
  }

  private static boolean isGone(ProcessHandle process) {
    try {
      process.onExit().get(ROOM.toSeconds(), TimeUnit.SECONDS);
      return true;
    } catch (Exception e) {
      return false;
    }
  }

  @Test
  void anInterruptKillsTheChildAtOnce() throws Exception {
    Path pid = folder.resolve("pid");
    Thread[] trial = new Thread[1];
    boolean[] interrupted = new boolean[1];
    trial[0] =
        Thread.ofPlatform()
            .start(
                () -> {
                  ChildTrial slow =
                      new ChildTrial(
                          _ ->
                              List.of(
                                  "sh",
                                  "-c",
                                  "echo $$ > "
                                      + pid
                                      + ".new; mv "
                                      + pid
                                      + ".new "
                                      + pid
                                      + "; exec sleep "
                                      + FOREVER),
                          Duration.ofMinutes(10),
                          folder);
                  assertThrows(InterruptedException.class, () -> slow.run(SOFTWARE));
                  interrupted[0] = true;
                });
    while (!Files.exists(pid)) {
      Thread.onSpinWait();
    }
    long child = Long.parseLong(Files.readString(pid).strip());
    trial[0].interrupt();
    trial[0].join();
    assertTrue(interrupted[0]);
    assertTrue(ProcessHandle.of(child).map(ChildTrialTest::isGone).orElse(true));
  }

  @Test
  void aDeviceThatIsNotThereExplainsTheFailure() throws Exception {
    Candidate graphics = Candidate.find(Kind.ENCODER, "h264_vaapi").orElseThrow();
    ChildTrial trial =
        new ChildTrial(
            _ -> List.of("sh", "-c", say("fails 720 no VA display", "done")), DEADLINE, folder);
    assertEquals("There is no /dev/dri/renderD* (no VA display)", trial.run(graphics).reason());
    Files.createDirectories(folder.resolve("dev/dri"));
    Files.createFile(folder.resolve("dev/dri/renderD128"));
    assertEquals("no VA display", trial.run(graphics).reason());
  }
}
