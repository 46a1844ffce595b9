import { describe, expect, it } from "vitest";
import { explain, fieldErrors, parseProblem, ProblemError } from "../src/problem";

const fields = ["name", "address.url"];

function problem(errors: unknown, detail = "Some fields are wrong.") {
  return parseProblem(422, { title: "This camera cannot be saved", detail, errors }, null);
}

describe("problems", () => {
  it("puts each error beside its field", () => {
    const sorted = fieldErrors(
      problem([
        { field: "name", detail: "A camera needs a name." },
        { field: "address.url", detail: "Not an RTSP address." },
      ]),
      fields,
    );
    expect(sorted).toEqual({
      byField: { name: "A camera needs a name.", "address.url": "Not an RTSP address." },
      general: "",
    });
  });

  it("does not lose an error of a field that the form does not have", () => {
    const sorted = fieldErrors(problem([{ field: "address.subUrl", detail: "Unknown." }]), fields);
    expect(sorted).toEqual({ byField: {}, general: "address.subUrl: Unknown." });
  });

  it("joins two errors of one field", () => {
    const sorted = fieldErrors(
      problem([
        { field: "name", detail: "Too long." },
        { field: "name", detail: "Taken." },
      ]),
      fields,
    );
    expect(sorted.byField).toEqual({ name: "Too long. Taken." });
  });

  it("falls back to the detail, then to the title", () => {
    expect(fieldErrors(problem(undefined), fields).general).toBe("Some fields are wrong.");
    expect(fieldErrors(problem([], ""), fields).general).toBe("This camera cannot be saved");
  });

  it("reads how long to wait, and survives an answer that is no problem document", () => {
    expect(parseProblem(429, {}, "27").retryAfter).toBe(27);
    expect(parseProblem(502, undefined, null)).toMatchObject({
      title: "The box answered with status 502",
      retryAfter: 0,
      errors: [],
    });
  });

  it("explains what the box said, or that it cannot be reached", () => {
    expect(explain(new ProblemError(problem([])))).toBe("Some fields are wrong.");
    expect(explain(new TypeError("Failed to fetch"))).toContain("cannot be reached");
  });
});
