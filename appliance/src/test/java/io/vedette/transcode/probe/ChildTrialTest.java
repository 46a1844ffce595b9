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
@Timeout(120)
class ChildTrialTest {

  private static final Duration DEADLINE = Duration.ofSeconds(3);

  /** Room for a machine that is busy with something else. */
  private static final Duration IN_TIME = DEADLINE.plusSeconds(7);

  private static final Candidate SOFTWARE = Candidate.find(Kind.ENCODER, "libx264").orElseThrow();

  @TempDir private Path folder;

  /** Runs a child that is a line of shell, and holds it to its time and to leaving nothing. */
  private TrialResult tried(String script) throws Exception {
    return tried(_ -> List.of("sh", "-c", script));
  }

  private TrialResult tried(Function<Candidate, List<String>> command) throws Exception {
    long files = openFiles();
    List<Path> folders = folders();
    long begun = System.nanoTime();
    TrialResult result = new ChildTrial(command, DEADLINE, folder).run(SOFTWARE);
    long took = System.nanoTime() - begun;
    assertTrue(took < IN_TIME.toNanos(), "it took " + took / 1e9 + " s");
    assertEquals(folders, folders(), "a folder was left over");
    assertTrue(openFiles() <= files + 1, "files stayed open: " + openFiles() + " after " + files);
    assertEquals(List.of(), ProcessHandle.current().children().toList());
    return result;
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.count();
    }
  }

  private static List<Path> folders() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(path -> path.getFileName().toString().startsWith("vedette-probe")).toList();
    }
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
    TrialResult result =
        tried(
            candidate -> {
              List<String> java = ChildCommand.of(candidate);
              return List.of(
                  "sh",
                  "-c",
                  "\"$@\" & sleep 0.7; kill -SEGV $!; wait $!",
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
                  Sleeper.class.getName());
            });
    assertFailed(result, "its process crashed: SIGSEGV");
  }

  /** What sleeps until it is killed. */
  static final class Sleeper {
    private Sleeper() {}

    public static void main(String[] args) throws InterruptedException {
      Thread.sleep(Duration.ofMinutes(1));
    }
  }

  @Test
  void oneThatHangsIsKilledAtItsDeadline() throws Exception {
    assertFailed(
        tried(say("step encoding 720p") + "trap '' TERM INT HUP; while :; do sleep 1; done"),
        "no answer within 3 s",
        "encoding 720p");
  }

  @Test
  void oneThatClaimsSuccessAndThenHangsDoesNotWork() throws Exception {
    assertFailed(tried(say("size 720 90", "size 1080 40", "done") + "sleep 60"), "no answer");
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
    assertFailed(tried(_ -> List.of("/nowhere/java")), "could not be started");
  }

  /** In a session of its own, its parent gone: no table of parents leads to it. */
  @Test
  void aGrandchildThatOutlivesItsParentIsKilledToo() throws Exception {
    Path pid = folder.resolve("pid");
    TrialResult result =
        tried(
            "setsid sh -c 'sleep 61 & echo $! > "
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
      process.onExit().get(2, TimeUnit.SECONDS);
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
                                      + "; exec sleep 60"),
                          Duration.ofMinutes(1),
                          folder);
                  assertThrows(InterruptedException.class, () -> slow.run(SOFTWARE));
                  interrupted[0] = true;
                });
    while (!Files.exists(pid)) {
      Thread.onSpinWait();
    }
    long child = Long.parseLong(Files.readString(pid).strip());
    trial[0].interrupt();
    trial[0].join(5000);
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
