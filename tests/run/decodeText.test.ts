import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {decodeText} from "../../src/run/decodeText.js";

describe("decodeText(bytes)", () => {
  const text = "epoch,loss\n0,0.5\n";
  const utf16 = Buffer.from(text, "utf16le"); // encoded by node:buffer
  const bigEndian = Buffer.from(utf16).swap16();

  it.each([
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with its mark", Buffer.from(`\ufeff${text}`)],
    ["UTF-16 with its mark, as Excel's Unicode text", Buffer.from(`\ufeff${text}`, "utf16le")],
    ["big-endian UTF-16 with its mark", Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
    ["UTF-16 without a mark", utf16],
    ["big-endian UTF-16 without a mark", bigEndian]
  ])("reads %s", (_, bytes) => {
    expect(decodeText(bytes)).toBe(text);
  });

  it("returns no text for no bytes", () => {
    expect(decodeText(new Uint8Array(0))).toBe("");
  });

  it("returns any UTF-8 text unchanged", () => {
    fc.assert(
      fc.property(fc.string({unit: "grapheme"}), (any) => {
        fc.pre(!any.startsWith("\ufeff") && !any.includes("\0"));
        expect(decodeText(Buffer.from(any))).toBe(any);
      })
    );
  });
});
