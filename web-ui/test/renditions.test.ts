import { describe, expect, it } from "vitest";
import {
  cannotPlay,
  choose,
  isHopeless,
  missesSub,
  newRenditions,
  subFailed,
  subIsWide,
  type Place,
} from "../src/live/renditions";

const tile: Place = { hasSub: true, hasConverted: false, large: false, width: 600 };

describe("renditions", () => {
  it("plays the small stream in a small tile, where there is one", () => {
    expect(choose(newRenditions, tile, 0).current).toBe("sub");
    expect(choose(newRenditions, { ...tile, hasSub: false }, 0).current).toBe("main");
  });

  it("plays the large stream large, however small that is", () => {
    expect(choose(newRenditions, { ...tile, large: true }, 0).current).toBe("main");
  });

  it("counts the screen's pixels, and does not go to and fro at the border", () => {
    const small = choose(newRenditions, tile, 0);
    expect(choose(small, { ...tile, width: 950 }, 0).current).toBe("sub");
    const wide = choose(small, { ...tile, width: 970 }, 0);
    expect(wide.current).toBe("main");
    expect(choose(wide, { ...tile, width: 950 }, 0).current).toBe("main");
    expect(choose(wide, { ...tile, width: 830 }, 0).current).toBe("sub");
  });

  it("judges by the real width once that is known", () => {
    const known = subIsWide(newRenditions, 352);
    expect(choose(known, tile, 0).current).toBe("main");
    expect(subIsWide(known, 0)).toBe(known);
  });

  it("takes the large stream when the small one fails, and tries again, less and less often", () => {
    const failed = subFailed(choose(newRenditions, tile, 0), 1000);
    expect(choose(failed, tile, 60_999).current).toBe("main");
    const again = choose(failed, tile, 61_000);
    expect(again.current).toBe("sub");
    expect(choose(subFailed(again, 70_000), tile, 189_999).current).toBe("main");
    expect(choose(subFailed(again, 70_000), tile, 190_000).current).toBe("sub");
  });

  it("misses the small stream only where that would be enough", () => {
    const failed = subFailed(choose(newRenditions, tile, 0), 1000);
    expect(missesSub(failed, tile, 60_999)).toBe(true);
    expect(missesSub(failed, { ...tile, large: true }, 60_999)).toBe(false);
    expect(missesSub(failed, { ...tile, hasSub: false }, 60_999)).toBe(false);
    expect(missesSub(failed, tile, 61_000)).toBe(false);
    expect(missesSub(newRenditions, tile, 0)).toBe(false);
  });

  it("has the box convert only what cannot be played otherwise", () => {
    const place = { ...tile, hasConverted: true };
    const noMain = cannotPlay(newRenditions, "main");
    expect(choose(noMain, place, 0).current).toBe("sub");
    expect(choose(noMain, { ...place, large: true }, 0).current).toBe("h264");
    expect(choose(noMain, { ...place, hasSub: false }, 0).current).toBe("h264");
    const neither = cannotPlay(noMain, "sub");
    expect(choose(neither, place, 0).current).toBe("h264");
    expect(isHopeless(neither, place)).toBe(false);
    const nothing = cannotPlay(neither, "h264");
    expect(isHopeless(nothing, place)).toBe(true);
    expect(choose(nothing, { ...place, hasSub: false }, 0).current).toBe("main");
    expect(choose(newRenditions, { ...place, large: true }, 0).current).toBe("main");
  });

  it("takes the small stream even for a large picture if the browser cannot play the other", () => {
    const place = { ...tile, large: true };
    expect(choose(cannotPlay(newRenditions, "main"), place, 0).current).toBe("sub");
    const neither = cannotPlay(cannotPlay(newRenditions, "main"), "sub");
    expect(choose(neither, place, 0).current).toBe("main");
    expect(choose(neither, tile, 0).current).toBe("sub");
  });
});
