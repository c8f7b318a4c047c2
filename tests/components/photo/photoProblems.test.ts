import {describe, expect, it} from "vitest";
import {explainFailure, findProblem} from "../../../src/components/photo/photoProblems.js";

describe("findProblem(name, kind, size)", () => {
  it("finds none with what a browser may read", () => {
    for (const kind of ["png", "jpeg", "webp", "gif", "bmp", "avif", "tiff", "heic"] as const) {
      expect(findProblem("a", kind)).toBeUndefined();
      expect(findProblem("a", kind, {width: 10_000, height: 10_000})).toBeUndefined();
    }
  });

  it("says of anything else what it is and what to do", () => {
    expect(findProblem("a.svg", "svg")).toBe(
      "“a.svg” is an SVG drawing. Take a screenshot of it, or export it as a PNG."
    );
    expect(findProblem("a.pdf", "pdf")).toBe(
      "“a.pdf” is a PDF. Take a screenshot of it, or export the page as an image."
    );
    expect(findProblem("a.png", "text")).toMatch(/^“a\.png” is a text, whatever its name says\. Choose a photo/);
    expect(findProblem("a.jpg", "empty")).toMatch(/^“a\.jpg” is empty/);
    for (const kind of ["html", "video", "zip", "gzip", "icon", "jpeg-xl", "apple-double", "unknown"] as const) {
      expect(findProblem("a", kind)).toMatch(/^“a” is .+\. [A-Z].+\.$/);
    }
  });

  it("says how large a picture of more than 100 megapixels is", () => {
    expect(findProblem("a.png", "png", {width: 60_000, height: 60_000})).toBe(
      "“a.png” has 3,600 megapixels (60000 × 60000), and at most 100 are read. Choose a smaller copy."
    );
  });
});

describe("explainFailure(name, kind)", () => {
  it("says how to make a JPEG of what many browsers can't decode", () => {
    expect(explainFailure("IMG_1.HEIC", "heic")).toMatch(/^“IMG_1\.HEIC” is a HEIC photo, .+ JPEG/);
    expect(explainFailure("a.tif", "tiff")).toMatch(/^“a\.tif” is a TIFF, .+ PNG or JPEG\.$/);
  });

  it("says of others that they are damaged, or too much", () => {
    expect(explainFailure("a.jpg", "jpeg")).toMatch(/^“a\.jpg” can’t be decoded as a JPEG here: it is damaged/);
  });
});
