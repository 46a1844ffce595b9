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

  it("asks for a key, and for nothing that only the box needs, where the camera pushes", () => {
    const pushed = { ...emptyForm, name: "Yard", kind: "rtmp", url: "rtsp://192.0.2.7/" } as const;
    expect(newCamera(pushed)).toEqual({ name: "Yard", enabled: true, address: { type: "rtmp" } });
    const there = camera({ address: { type: "rtmp" }, credentials: null });
    expect(formOf(there).kind).toBe("rtmp");
    expect(changesTo(there, { ...formOf(there), name: "Back", url: "rtsp://192.0.2.7/" })).toEqual({
      name: "Back",
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

  it("sends an orientation whole, and only where it is another", () => {
    const turned = { degrees: 90, mirrored: true } as const;
    const form = { ...emptyForm, name: "Gate", url: "rtsp://192.0.2.7/" };
    expect(newCamera(form)).not.toHaveProperty("orientation");
    expect(newCamera({ ...form, orientation: turned })).toMatchObject({ orientation: turned });
    expect(changesTo(camera(), { ...formOf(camera()), orientation: turned })).toEqual({
      orientation: turned,
    });
    const hanging = camera({ orientation: turned });
    expect(changesTo(hanging, { ...formOf(hanging), orientation: { ...turned } })).toEqual({});
  });

  it("changes only the name, the mode, the orientation and enabled of a simulated camera", () => {
    const simulated = camera({ address: { type: "simulated", number: 2 }, credentials: null });
    const form = { ...formOf(simulated), enabled: false, url: "rtsp://192.0.2.7/", password: "p" };
    expect(changesTo(simulated, form)).toEqual({ enabled: false });
    expect(changesTo(simulated, { ...formOf(simulated), mode: "on_demand" })).toEqual({
      mode: "on_demand",
    });
  });

  it("sends a sub-stream and a mode only where they are asked for", () => {
    const form = {
      ...emptyForm,
      name: "Gate",
      url: "rtsp://192.0.2.7/",
      subUrl: " rtsp://192.0.2.7/sub ",
      mode: "on_demand" as const,
    };
    expect(newCamera(form)).toMatchObject({
      address: { type: "rtsp", url: "rtsp://192.0.2.7/", subUrl: "rtsp://192.0.2.7/sub" },
      mode: "on_demand",
    });
  });

  it("adds, changes and takes away a sub-stream with the whole address", () => {
    const url = "rtsp://192.0.2.7/stream";
    const subUrl = "rtsp://192.0.2.7/sub";
    expect(changesTo(camera(), { ...formOf(camera()), subUrl })).toEqual({
      address: { type: "rtsp", url, subUrl },
    });
    const two = camera({ address: { type: "rtsp", url, subUrl }, mode: "on_demand" });
    expect(changesTo(two, formOf(two))).toEqual({});
    expect(changesTo(two, { ...formOf(two), subUrl: "", mode: "always" })).toEqual({
      address: { type: "rtsp", url },
      mode: "always",
    });
  });
});
