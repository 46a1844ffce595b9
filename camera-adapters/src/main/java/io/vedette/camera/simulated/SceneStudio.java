package io.vedette.camera.simulated;

import io.vedette.camera.ffmpeg.EncodedFrame;
import io.vedette.camera.ffmpeg.SceneEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Draws scenes when they are first asked for, in pieces on all processors, one scene after the
 * other, so that the first is ready early. May be used from any thread.
 */
final class SceneStudio implements AutoCloseable {

  /** Groups of pictures in a piece: even, so that the pieces' IDR numbers alternate throughout. */
  private static final int GROUPS = 4;

  private static final long CLOSE_SECONDS = 5;

  private record Job(AtomicInteger done, CompletableFuture<DrawnScene> scene) {}

  private record Piece(List<EncodedFrame> main, List<EncodedFrame> sub) {}

  private final Path folder;
  private final SceneSpec spec;
  private final Map<Integer, Job> jobs = new ConcurrentHashMap<>();
  private final ExecutorService painters;
  private volatile boolean closed;

  /** Draws to this pattern and keeps the results in this folder. */
  SceneStudio(Path folder, SceneSpec spec) {
    this.folder = folder;
    this.spec = spec;
    this.painters =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().daemon().name("scene-", 1).factory());
  }

  /** How far a camera's scene is; begins it, or reads it from its files, when first asked. */
  SceneState request(int number) {
    Job job = jobs.computeIfAbsent(number, this::begin);
    if (!job.scene.isDone()) {
      return new SceneState.Drawing(Math.min(99, job.done.get() * 100 / spec.frames()));
    }
    try {
      return new SceneState.Ready(job.scene.join());
    } catch (CompletionException e) {
      jobs.remove(number, job);
      return new SceneState.Failed(String.valueOf(e.getCause().getMessage()));
    }
  }

  /** Done when a camera's scene can be played; begins it when first asked. */
  CompletableFuture<DrawnScene> scene(int number) {
    return jobs.computeIfAbsent(number, this::begin).scene;
  }

  private Job begin(int number) {
    AtomicInteger done = new AtomicInteger();
    try {
      return new Job(
          done,
          DrawnScene.read(folder, number, spec)
              .map(CompletableFuture::completedFuture)
              .orElseGet(() -> draw(SimulatedCamera.of(number), done)));
    } catch (RejectedExecutionException e) {
      return new Job(done, CompletableFuture.failedFuture(new IOException("stopped", e)));
    }
  }

  private CompletableFuture<DrawnScene> draw(SimulatedCamera camera, AtomicInteger done) {
    // Taken up in this order: nobody waits for a background that nobody has begun.
    CompletableFuture<int[]> background =
        CompletableFuture.supplyAsync(() -> ScenePainter.background(camera, spec), painters);
    int length = spec.groupFrames() * GROUPS;
    List<CompletableFuture<Piece>> pieces = new ArrayList<>();
    for (int from = 0; from < spec.frames(); from += length) {
      int first = from;
      int end = Math.min(from + length, spec.frames());
      pieces.add(
          CompletableFuture.supplyAsync(
              () -> piece(new ScenePainter(camera, spec, background.join()), first, end, done),
              painters));
    }
    return CompletableFuture.allOf(pieces.toArray(CompletableFuture[]::new))
        .thenApply(all -> kept(camera, pieces.stream().map(CompletableFuture::join).toList()));
  }

  private Piece piece(ScenePainter painter, int from, int end, AtomicInteger done) {
    List<EncodedFrame> main = new ArrayList<>(end - from);
    List<EncodedFrame> sub = new ArrayList<>((end - from) / 2);
    try (SceneEncoder large = SceneEncoder.open(spec.mainEncoder());
        SceneEncoder small = SceneEncoder.open(spec.subEncoder())) {
      for (int frame = from; frame < end; frame++) {
        if (closed) {
          throw new IOException("stopped");
        }
        main.addAll(large.encode(painter.paint(frame)));
        if (frame % 2 == 0) {
          sub.addAll(small.encode(painter.half()));
        }
        done.incrementAndGet();
      }
      main.addAll(large.finish());
      sub.addAll(small.finish());
    } catch (IOException e) {
      throw new CompletionException(e);
    }
    return new Piece(main, sub);
  }

  private DrawnScene kept(SimulatedCamera camera, List<Piece> pieces) {
    List<EncodedFrame> main = new ArrayList<>(spec.frames());
    List<EncodedFrame> sub = new ArrayList<>(spec.frames() / 2);
    for (Piece piece : pieces) {
      main.addAll(piece.main);
      sub.addAll(piece.sub);
    }
    try {
      return DrawnScene.write(folder, camera.number(), spec, main, sub);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  /** Stops drawing; what is half done is lost. Idempotent. */
  @Override
  public void close() {
    closed = true;
    painters.shutdownNow();
    jobs.values().forEach(job -> job.scene.completeExceptionally(new IOException("stopped")));
    try {
      painters.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
