import { describe, expect, it } from "vitest";
import { changesTo, emptyForm, formOf, newCamera } from "../src/camera-form";
import { camera } from "./cameras";

describe("camera form", () => {
  it("makes the body of a new camera, trimmed, without empty credentials", () => {
    expect(newCamera({ ...emptyForm, name: " Gate ", url: " rtsp://192.0.2.7/ " })).toEqual({
      name: "Gate",
      enabled: true,
      address: { type: "rtsp", url: "rtsp://192.0.2.7/" },
      transport: "auto",
      credentials: null,
    });
  });

  it("sends nothing that did not change", () => {
    expect(changesTo(camera(), formOf(camera()))).toEqual({});
    expect(changesTo(camera(), { ...formOf(camera()), name: "Yard" })).toEqual({ name: "Yard" });
  });

  it("keeps the password unless another is typed", () => {
    const form = formOf(camera());
    expect(changesTo(camera(), { ...form, username: "admin" })).toEqual({
      credentials: { username: "admin" },
    });
    expect(changesTo(camera(), { ...form, password: " p@ss " })).toEqual({
      credentials: { username: "viewer", password: " p@ss " },
    });
    expect(changesTo(camera(), { ...form, username: "" })).toEqual({ credentials: null });
  });

  it("changes only the name and enabled of a simulated camera", () => {
    const simulated = camera({ address: { type: "simulated", number: 2 }, credentials: null });
    const form = { ...formOf(simulated), enabled: false, url: "rtsp://192.0.2.7/", password: "p" };
    expect(changesTo(simulated, form)).toEqual({ enabled: false });
  });
});
