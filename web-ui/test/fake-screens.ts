import type { Screens } from "../src/live/stage";

/** A video element as far as players look at it. */
export class FakeVideo extends EventTarget {
  playbackRate = 1;
  currentTime = 0;
  videoWidth = 0;
  videoHeight = 0;
  frames = 0;

  getVideoPlaybackQuality() {
    return { totalVideoFrames: this.frames, droppedVideoFrames: 0 };
  }
}

/** A stage that remembers what is on it. */
export class FakeScreens {
  readonly made: FakeVideo[] = [];
  readonly taken = new Set<unknown>();
  front: unknown;

  get screens(): Screens {
    return {
      take: () => {
        const video = new FakeVideo();
        this.made.push(video);
        this.taken.add(video);
        return video as unknown as HTMLVideoElement;
      },
      show: (element) => (this.front = element),
      release: (element) => {
        this.taken.delete(element);
        this.drop(element);
      },
      drop: (element) => this.drop(element),
    };
  }

  private drop(element: unknown) {
    if (this.front === element) {
      this.front = undefined;
    }
  }
}
