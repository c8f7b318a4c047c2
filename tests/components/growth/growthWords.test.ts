import {describe, expect, it} from "vitest";
import {growthFinding, growthNotes} from "../../../src/components/growth/growthWords.js";
import {growthCurve, type GrowthPoint} from "../../../src/stats/growth/growth.js";

const point = (what: string, n: number, value: number): GrowthPoint => ({
  what,
  by: "images",
  n,
  quantity: "seconds",
  value,
  note: "",
  machine: "2 × X",
  measured: "2026-11-30"
});
const curve = (what: string, law: (n: number) => number) =>
  growthCurve(what, [100, 1000, 10_000].map((n) => point(what, n, law(n)))); // prettier-ignore

describe("growthFinding(relation, curves)", () => {
  const relation = {grows: "Build time", by: "images"} as const;

  it("says by what one curve is multiplied at ten times the size, with its exponent", () => {
    expect(growthFinding(relation, [curve("build", (n) => n ** 0.5)])).toBe(
      "Build time × 3.2 for ten times the images (exponent 0.50 ± 0.00)"
    );
  });

  it("names each of two curves, and of more the steepest", () => {
    const two = [curve("epoch of the ann", (n) => n), curve("epoch of the cnn", (n) => n * n)];
    expect(growthFinding({...relation, grows: "Epoch time"}, two)).toBe(
      "Epoch time for ten times the images: ann × 10 (exponent 1.00 ± 0.00), cnn × 100 (exponent 2.00 ± 0.00)"
    );
    const pages = ["/", "/data", "/runs"].map((page, i) => curve(page, (n) => n ** (i % 2)));
    expect(growthFinding({...relation, grows: "Page weight"}, pages)).toBe(
      "Page weight at most × 10 for ten times the images: /data, exponent 1.00 ± 0.00"
    );
  });

  it("claims nothing of a single size", () => {
    expect(growthFinding(relation, [growthCurve("build", [point("build", 100, 1)])])).toBe("Build time by images");
  });
});

describe("growthNotes(relation, curves, missed)", () => {
  it("says from where on the law holds, and what could not be measured", () => {
    const sizes = [100, 1000, 10_000, 100_000, 1_000_000];
    const bent = growthCurve("build", sizes.map((n) => point("build", n, 1000 + n))); // prettier-ignore
    const missed = {...point("build", 10_000_000, 1), value: undefined, note: "stopped after 15 minutes"};
    expect(growthNotes({by: "images"}, [bent], [missed])).toBe(
      "The line is a power law fitted to sizes that cost at least twice the smallest one, from 10,000 images on. " +
        "Not measured: build, 10,000,000 images: stopped after 15 minutes."
    );
  });
});
