import {describe, expect, it} from "vitest";
import {codeIn, drawingLink} from "../../../src/components/carry/drawingLink.js";

describe("drawingLink(address, code, run)", () => {
  it("is the page's address with the run, the pen and the drawing, without what else was chosen there", () => {
    expect(drawingLink("https://a.example/x/draw?compare=ann,cnn&pen=thick&run=ann#old", "AQ-_", "cnn")).toBe(
      "https://a.example/x/draw?run=cnn&pen=thick#drawing=AQ-_"
    );
    expect(drawingLink("https://a.example/draw", "AQ", "")).toBe("https://a.example/draw#drawing=AQ");
  });

  it("gives the code back, from the part after the #", () => {
    const {hash} = new URL(drawingLink("https://a.example/draw", "AQ-_", "my run"));
    expect(codeIn(hash)).toBe("AQ-_");
  });
});

describe("codeIn(hash)", () => {
  it("is undefined where an address holds no drawing", () => {
    for (const hash of ["", "#", "#your-last-drawings", "#draw=AQ"]) expect(codeIn(hash)).toBeUndefined();
    expect(codeIn("#drawing=")).toBe("");
  });
});
