package io.vedette.camera.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.media.SequenceParameterSet;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SceneStudioTest {

  private static final SceneSpec TINY = new SceneSpec(160, 92, 10, 4);

  /** Drawn for so long that it is still being drawn when a test looks. */
  private static final SceneSpec LONG = new SceneSpec(1280, 720, 25, 60);

  private static final FileTime LONG_AGO = FileTime.from(Instant.EPOCH);

  @TempDir private Path folder;

  @Test
  void aSceneIsALoopOfWholeGroupsInTwoSizes() throws Exception {
    DrawnScene scene = drawn(1);

    assertEquals(40, scene.main().frames());
    assertEquals(20, scene.sub().frames());
    for (int frame = 0; frame < 40; frame++) {
      assertEquals(frame % 20 == 0, scene.main().isKey(frame), "main " + frame);
    }
    for (int frame = 0; frame < 20; frame++) {
      assertEquals(frame % 10 == 0, scene.sub().isKey(frame), "sub " + frame);
      assertEquals(
          scene.sub().isKey(frame) ? List.of(7, 8, 5) : List.of(1),
          scene.sub().nalUnits(frame).stream().map(unit -> unit.get(0) & 0x1f).toList());
    }
    assertEquals(160, SequenceParameterSet.parse(scene.main().sps()).width());
    assertEquals(46, SequenceParameterSet.parse(scene.sub().sps()).height());
    assertEquals(8, scene.main().pps()[0] & 0x1f);
  }

  @Test
  void whatWasDrawnOnceIsReadTheNextTime() throws Exception {
    drawn(1);
    List<Path> files = files();
    assertEquals(2, files.size(), "no part is left over: " + files);
    for (Path file : files) {
      Files.setLastModifiedTime(file, LONG_AGO);
    }

    try (SceneStudio studio = new SceneStudio(folder, TINY)) {
      assertInstanceOf(SceneState.Ready.class, studio.request(1));
    }
    for (Path file : files) {
      assertEquals(LONG_AGO, Files.getLastModifiedTime(file));
    }
  }

  @Test
  void aFileThatWasCutShortIsDrawnAnew() throws Exception {
    drawn(1);
    Path file = files().getFirst();
    long size = Files.size(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size / 2);
    }

    assertEquals(40, drawn(1).main().frames());
    assertEquals(size, Files.size(file));
  }

  @Test
  void aFileWithOneWrongByteIsDrawnAnew() throws Exception {
    drawn(1);
    Path file = files().getLast();
    byte[] right = Files.readAllBytes(file);
    byte[] wrong = right.clone();
    wrong[wrong.length / 2] ^= 4;
    Files.write(file, wrong);

    assertThrows(IOException.class, () -> Clip.open(file));
    drawn(1);
    assertEquals(right.length, Files.size(file));
    assertTrue(Clip.open(file).frames() > 0);
  }

  @Test
  void anEmptyFileIsNoScene() throws Exception {
    Path file = Files.createFile(folder.resolve("empty"));

    assertThrows(IOException.class, () -> Clip.open(file));
  }

  @Test
  void aFolderThatCannotBeIsToldAndTriedAgain() throws Exception {
    Path place = Files.createFile(folder.resolve("taken"));
    try (SceneStudio studio = new SceneStudio(place, TINY)) {
      assertThrows(
          CompletionException.class, () -> studio.scene(1).orTimeout(180, TimeUnit.SECONDS).join());
      SceneState.Failed failed = assertInstanceOf(SceneState.Failed.class, studio.request(1));
      assertTrue(failed.why().contains("taken"), failed.why());

      Files.delete(place);
      assertEquals(40, studio.scene(1).get(180, TimeUnit.SECONDS).main().frames());
    }
  }

  @Test
  void whileASceneIsDrawnItsProgressIsTold() throws Exception {
    try (SceneStudio studio = new SceneStudio(folder, LONG)) {
      SceneState.Drawing drawing = assertInstanceOf(SceneState.Drawing.class, studio.request(2));

      assertTrue(drawing.percent() >= 0 && drawing.percent() < 100);
    }
    assertEquals(List.of(), files(), "what is half done is not kept");
  }

  @Test
  void theClockOnThePictureGoesOnWithEveryFrame() {
    SimulatedCamera camera = SimulatedCamera.of(3);
    SceneSpec spec = new SceneSpec(640, 360, 25, 4);
    ScenePainter painter = new ScenePainter(camera, spec, ScenePainter.background(camera, spec));

    assertNotEquals(clock(painter, 0), clock(painter, 1));
    assertNotEquals(clock(painter, 1), clock(painter, 26));
    assertEquals(clock(painter, 26), clock(painter, 26));
  }

  /** What is bright, and so written, in the upper right corner. */
  private static String clock(ScenePainter painter, int frame) {
    byte[] luma = painter.paint(frame).luma();
    StringBuilder bright = new StringBuilder();
    for (int row = 0; row < 24; row++) {
      for (int column = 540; column < 640; column++) {
        bright.append((luma[row * 640 + column] & 0xff) > 180 ? '#' : ' ');
      }
    }
    assertTrue(bright.indexOf("#") >= 0, "nothing is written");
    return bright.toString();
  }

  @Test
  void camerasTakeTheScenesInTurnAndNoTwoLookTheSame() {
    assertEquals("CAM 01  CAR PARK", SimulatedCamera.of(1).caption());
    assertEquals("CAM 05  CAR PARK EAST", SimulatedCamera.of(5).caption());
    assertEquals(
        16,
        Stream.iterate(1, number -> number + 1)
            .limit(16)
            .map(number -> SimulatedCamera.of(number).caption())
            .distinct()
            .count());
  }

  @Test
  void aLoopThatDoesNotFitIntoAMinuteIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new SceneSpec(320, 180, 25, 8));
    assertThrows(IllegalArgumentException.class, () -> new SceneSpec(320, 182, 25, 4));
    assertThrows(IllegalArgumentException.class, () -> new SceneSpec(320, 180, 0, 4));
  }

  private DrawnScene drawn(int number) throws Exception {
    try (SceneStudio studio = new SceneStudio(folder, TINY)) {
      return studio.scene(number).get(180, TimeUnit.SECONDS);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.sorted().toList();
    }
  }
}
