import { describe, expect, it } from "vitest";
import { cameraHref, parseRoute } from "../src/routes";

describe("routes", () => {
  it("reads back the address of a camera", () => {
    expect(parseRoute(cameraHref("c-1/ä"))).toEqual({ page: "camera", id: "c-1/ä" });
  });

  it("shows the grid for anything else", () => {
    for (const hash of ["", "#/", "#/camera/", "#/camera/a/b", "#/camera/%E0%A4%A"]) {
      expect(parseRoute(hash)).toEqual({ page: "grid" });
    }
  });
});
