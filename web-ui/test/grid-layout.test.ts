import { describe, expect, it } from "vitest";
import { columnsFor } from "../src/grid-layout";

describe("columnsFor", () => {
  it("shows tiles as large as all of them fit", () => {
    expect(columnsFor(1, 1420, 820, 10)).toBe(1);
    expect(columnsFor(4, 1420, 820, 10)).toBe(2);
    expect(columnsFor(9, 1420, 820, 10)).toBe(3);
    expect(columnsFor(16, 1900, 1000, 10)).toBe(5);
  });

  it("lets the page scroll rather than make tiles too small to read", () => {
    expect(columnsFor(64, 1420, 820, 10)).toBe(4);
    expect(columnsFor(4, 360, 700, 10)).toBe(1);
  });
});
