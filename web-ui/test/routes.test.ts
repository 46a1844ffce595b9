import { describe, expect, it } from "vitest";
import { cameraHref, encodingHref, parseRoute } from "../src/routes";

describe("routes", () => {
  it("reads back the address of a camera", () => {
    expect(parseRoute(cameraHref("c-1/ä"))).toEqual({ page: "camera", id: "c-1/ä" });
  });

  it("knows the page of the encoders", () => {
    expect(parseRoute(encodingHref)).toEqual({ page: "encoding" });
  });

  it("shows the grid for anything else", () => {
    for (const hash of [
      "",
      "#/",
      "#/camera/",
      "#/camera/a/b",
      "#/camera/%E0%A4%A",
      "#/encoding/x",
    ]) {
      expect(parseRoute(hash)).toEqual({ page: "grid" });
    }
  });
});
