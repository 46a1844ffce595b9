import { describe, expect, it } from "vitest";
import {
  cannotPlay,
  choose,
  newRenditions,
  subFailed,
  subIsWide,
  type Place,
} from "../src/live/renditions";

const tile: Place = { hasSub: true, large: false, width: 600 };

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

  it("takes the small stream even for a large picture if the browser cannot play the other", () => {
    const place = { ...tile, large: true };
    expect(choose(cannotPlay(newRenditions, "main"), place, 0).current).toBe("sub");
    const neither = cannotPlay(cannotPlay(newRenditions, "main"), "sub");
    expect(choose(neither, place, 0).current).toBe("main");
    expect(choose(neither, tile, 0).current).toBe("sub");
  });
});
