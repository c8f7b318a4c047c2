import {describe, expect, it, vi} from "vitest";
import {availableCores} from "../src/availableCores.js";

describe("availableCores()", () => {
  it("is what the browser says, or 1", () => {
    vi.stubGlobal("navigator", {hardwareConcurrency: 6});
    expect(availableCores()).toBe(6);
    vi.stubGlobal("navigator", {});
    expect(availableCores()).toBe(1);
    vi.stubGlobal("navigator", undefined); // Node 20
    expect(availableCores()).toBe(1);
  });
});
