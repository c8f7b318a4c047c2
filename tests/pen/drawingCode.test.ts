import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {InputError} from "../../src/inputError.js";
import {decodeDrawing, encodeDrawing, type CodedDrawing} from "../../src/pen/drawingCode.js";
import type {Point, Stroke} from "../../src/pen/pen.js";
import {writeNumber} from "../browser/hand.js";

const coordinate = fc.double({min: -0.5, max: 1.5, noNaN: true});
const stroke = fc.array(fc.tuple(coordinate, coordinate), {minLength: 1, maxLength: 30});
const constraint = fc.record({
  parts: fc.array(fc.nat({max: 4e8}), {minLength: 1, maxLength: 5}),
  isDigit: fc.boolean()
});
const drawing: fc.Arbitrary<CodedDrawing> = fc.record(
  {
    strokes: fc.array(stroke, {maxLength: 6}),
    constraints: fc.array(constraint, {maxLength: 3}),
    cells: fc.uint8Array({minLength: 784, maxLength: 784})
  },
  {requiredKeys: ["strokes", "constraints"]}
);

/** Returns the distance of a point to the line through the points of a stroke. */
function distanceTo([x, y]: Point, stroke: Stroke): number {
  return Math.min(
    ...stroke.map(([ax, ay], i) => {
      const [bx, by] = stroke[i + 1] ?? [ax, ay];
      const length2 = (bx - ax) ** 2 + (by - ay) ** 2;
      const t = length2 ? Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length2)) : 0;
      return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
    })
  );
}

/** Returns strokes with a point on every pixel of a surface 400 pixels wide, as a fast mouse reports them. */
function onEveryPixel(strokes: readonly Stroke[]): Stroke[] {
  return strokes.map((points) =>
    points.flatMap(([x, y], i): Point[] => {
      const [u, v] = points[i + 1] ?? [x, y];
      const n = Math.max(1, Math.round(400 * Math.hypot(u - x, v - y)));
      return Array.from({length: n}, (_, k): Point => [
        Math.round(400 * (x + ((u - x) * k) / n)) / 400,
        Math.round(400 * (y + ((v - y) * k) / n)) / 400
      ]);
    })
  );
}

describe("encodeDrawing(drawing) and decodeDrawing(text, source)", () => {
  it("give back the cells and the constraints as they were, and each stroke within 1/500 of the side", () => {
    fc.assert(
      fc.property(drawing, (before) => {
        const after = decodeDrawing(encodeDrawing(before), "link");
        expect(after.cells).toEqual(before.cells);
        expect(after.constraints).toEqual(before.constraints);
        expect(after.strokes).toHaveLength(before.strokes.length);
        before.strokes.forEach((points, i) => {
          for (const point of points) expect(distanceTo(point, after.strokes[i]!)).toBeLessThan(1 / 500);
          for (const point of after.strokes[i]!) expect(distanceTo(point, points)).toBeLessThan(1 / 500);
        });
      })
    );
  });

  it("are the same text for what was decoded from it, of points that are all needed", () => {
    const strokes = writeNumber("140");
    const text = encodeDrawing({strokes, constraints: []});
    expect(encodeDrawing(decodeDrawing(text, "link"))).toBe(text);
  });

  it("keep how hard the pen was pressed, in sixteenths", () => {
    const strokes: Stroke[] = [[[0, 0], [0.25, 0.5], [0.5, 0]], [[1, 1]]]; // prettier-ignore
    const pressures = [[0, 0.5, 1], [0.3]];
    const after = decodeDrawing(encodeDrawing({strokes, pressures, constraints: []}), "link");
    expect(after.pressures).toEqual([[0, 0.5, 1], [0.3125]]);
    expect(after.strokes).toEqual(strokes);
    expect(decodeDrawing(encodeDrawing({strokes, constraints: []}), "link").pressures).toBeUndefined();
  });

  it("put a number of five digits into less than 2,000 characters that need no escape, pressed or not", () => {
    const strokes = onEveryPixel(writeNumber("10471"));
    expect(strokes.flat().length).toBeGreaterThan(700);
    const text = encodeDrawing({strokes, constraints: []});
    expect(text).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(text.length).toBeLessThan(1000);
    const pressures = strokes.map((points) => points.map((_, i) => 0.5 + 0.4 * Math.sin(i / 5)));
    expect(encodeDrawing({strokes, pressures, constraints: []}).length).toBeLessThan(2000);
  });

  it("hold version 1 in the first byte, as old links will", () => {
    // 1 (version), 0, 1 stroke of 2 points: (512, 256), (512, 768); no constraints; CRC-16/CCITT-FALSE
    const text = encodeDrawing({strokes: [[[0.5, 0.25], [0.5, 0.75]]], constraints: []}); // prettier-ignore
    const bytes = [...Buffer.from(text, "base64url")];
    expect(bytes.slice(0, -2)).toEqual([1, 0, 1, 2, 0x80, 8, 0x80, 4, 0, 0x80, 8, 0]);
  });
});

describe("decodeDrawing(text, source)", () => {
  const whole = encodeDrawing({strokes: writeNumber("47"), constraints: [{parts: [0, 2], isDigit: true}]});
  const damaged = "link: expected a whole drawing, got one that was cut off or changed";

  it.each([
    ["", damaged],
    ["A", damaged],
    ["AQ", damaged],
    ["your-last-drawings", "link: expected version 1, got version 202"],
    ["<svg onload=alert(1)>", damaged],
    ["AQ%3D%3D", damaged],
    [`${whole.slice(0, 20)} ${whole.slice(20)}`, damaged],
    ["A".repeat(300_000), damaged],
    [`Ag${whole.slice(2)}`, "link: expected version 1, got version 2"]
  ])("refuses %j with one line", (text, message) => {
    expect(() => decodeDrawing(text, "link")).toThrow(new InputError("link", ...splitMessage(message)));
  });

  it("refuses a link that was cut anywhere, or of which one character is another", () => {
    for (let i = 0; i < whole.length; ++i) {
      expect(() => decodeDrawing(whole.slice(0, i), "link"), `cut at ${i}`).toThrow(InputError);
      const other = whole[i] === "A" ? "B" : "A";
      const changed = whole.slice(0, i) + other + whole.slice(i + 1);
      const [bytes, before] = [changed, whole].map((text) => Buffer.from(text, "base64url").toString("hex"));
      if (bytes !== before) expect(() => decodeDrawing(changed, "link"), `changed at ${i}`).toThrow(InputError);
    }
  });

  it("takes no memory for counts that the text is too short for", () => {
    const start = performance.now();
    for (const bytes of [
      [1, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f],
      [1, 0, 1, 0xff, 0xff, 0xff, 0xff, 0x0f],
      [1, 0, 0, 1, 0xff, 0xff, 0xff, 0xff, 0x0f]
    ]) {
      expect(() => decodeDrawing(Buffer.from(withChecksum(bytes)).toString("base64url"), "link")).toThrow(damaged);
    }
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it("refuses, with a right checksum, strokes without points, places off the desk, other flags and what follows", () => {
    for (const bytes of [
      [1, 0, 1, 0, 0],
      [1, 0, 1, 1, 0xff, 0xff, 0xff, 0x7f, 0, 0],
      [1, 4, 0, 0],
      [1, 0, 0, 0, 0],
      [1, 0, 0, 1, 1],
      [1, 1, 1, 1, 0, 0, 20, 0],
      [1, 2, 0, 255, 0, 0]
    ]) {
      const text = Buffer.from(withChecksum(bytes)).toString("base64url");
      expect(() => decodeDrawing(text, "link"), bytes.join(" ")).toThrow(damaged);
    }
  });

  it("returns a drawing or throws an InputError for any text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.uint8Array().map(codeOf)), (text) => {
        try {
          for (const point of decodeDrawing(text, "link").strokes.flat(2))
            expect(Math.abs(point)).toBeLessThanOrEqual(1000);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      })
    );
  });
});

/** Returns bytes after version and flags as the text of a link with a right checksum. */
function codeOf(bytes: Uint8Array): string {
  return Buffer.from(withChecksum([1, (bytes[0] ?? 0) % 4, ...bytes.slice(1)])).toString("base64url");
}

/** Appends CRC-16/CCITT-FALSE, by a table as in https://reveng.sourceforge.io/crc-catalogue/16.htm; "123456789" gives 0x29b1. */
function withChecksum(bytes: readonly number[]): number[] {
  const table = Array.from({length: 256}, (_, byte) => {
    let entry = byte << 8;
    for (let bit = 0; bit < 8; ++bit) entry = (entry & 0x8000 ? (entry << 1) ^ 0x1021 : entry << 1) & 0xffff;
    return entry;
  });
  const crc = bytes.reduce((sum, byte) => ((sum << 8) ^ table[(sum >> 8) ^ byte]!) & 0xffff, 0xffff);
  return [...bytes, crc >> 8, crc & 0xff];
}

function splitMessage(message: string): [string, string] {
  const [, expected, got] = /^link: expected (.*), got (.*)$/.exec(message)!;
  return [expected!, got!];
}

it("the tests' own checksum is that of the catalog", () => {
  const bytes = [...Buffer.from("123456789")];
  expect(withChecksum(bytes).slice(-2)).toEqual([0x29, 0xb1]);
});
