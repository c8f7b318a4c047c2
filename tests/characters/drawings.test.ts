import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {
  confidenceOf,
  correctDigit,
  countCorrections,
  formatDrawings,
  formatKaggleRows,
  keepCorrections,
  textOf,
  type KeptDigit,
  type KeptDrawing
} from "../../src/characters/drawings.js";
import {parseDrawings} from "../../src/characters/parseDrawings.js";
import {InputError} from "../../src/inputError.js";

/** A digit whose image has one pixel of ink, at *place*. */
function digit(read: number, {corrected = null as number | null, confidence = 0.5, place = read} = {}): KeptDigit {
  const image = new Uint8Array(784);
  image[place] = 255;
  return {read, confidence, corrected, image};
}

function drawing(...lines: KeptDigit[][]): KeptDrawing {
  return {id: "a", at: "2026-01-31T12:00:00.000Z", run: "ann", strokes: [[[0.25, 0.5]]], lines};
}

const someDigit: fc.Arbitrary<KeptDigit> = fc.record(
  {
    read: fc.nat(9),
    confidence: fc.double({min: 0, max: 1, noNaN: true}).map(plus),
    likelihood: fc.option(fc.double({min: 0, max: 1, noNaN: true}).map(plus)),
    state: fc.constantFrom("answered" as const, "unsure" as const, "no-digit" as const),
    corrected: fc.option(fc.nat(9)),
    noDigit: fc.constant(true as const),
    image: fc.uint8Array({minLength: 784, maxLength: 784})
  },
  {requiredKeys: ["read", "confidence", "corrected", "image"]}
);
const coordinate = fc.double({min: -1000, max: 1000, noNaN: true}).map(plus);
const someDrawing: fc.Arbitrary<KeptDrawing> = fc.record({
  id: fc.string({minLength: 1, maxLength: 200}),
  at: fc.date({noInvalidDate: true, min: new Date(0), max: new Date("2100-01-01")}).map((time) => time.toISOString()),
  run: fc.string({minLength: 1, maxLength: 200}),
  strokes: fc.array(fc.array(fc.tuple(coordinate, coordinate), {minLength: 1, maxLength: 5}), {maxLength: 4}),
  lines: fc.array(fc.array(someDigit, {minLength: 1, maxLength: 3}), {minLength: 1, maxLength: 2})
});

/** JSON has no −0. */
function plus(value: number): number {
  return value === 0 ? 0 : value;
}

describe("textOf(drawing)", () => {
  it("joins the corrections or predictions, with a space between lines", () => {
    expect(textOf(drawing([digit(2), digit(1, {corrected: 7})], [digit(0)]))).toBe("27 0");
    expect(textOf(drawing([digit(2), digit(1, {corrected: 7})], [digit(0)]), ({read}) => read)).toBe("21 0");
    expect(textOf(drawing([digit(2, {corrected: 0})]))).toBe("0");
  });
});

describe("what the visitor called no digit", () => {
  const NONE = 255;
  const none = correctDigit(drawing([digit(2), digit(1, {corrected: 7})], [digit(0)]), 1, NONE);

  it("loses its class, counts as corrected, and is a ? in the text", () => {
    expect(none.lines[0]![1]).toEqual({...digit(1), noDigit: true});
    expect(textOf(none)).toBe("2? 0");
    expect(countCorrections([none])).toEqual({drawings: 1, digits: 3, corrected: 1});
  });

  it("is a digit again when a class or the prediction is chosen", () => {
    expect(correctDigit(none, 1, 4)).toEqual(drawing([digit(2), digit(1, {corrected: 4})], [digit(0)]));
    expect(correctDigit(none, 1, 1)).toEqual(drawing([digit(2), digit(1)], [digit(0)]));
  });

  it("stays so when the same ink is read again, also by a run of other classes", () => {
    const again = drawing([digit(2), digit(8, {place: 1})], [digit(0)]);
    expect(textOf(keepCorrections(again, none))).toBe("2? 0");
    const letters = {...drawing([digit(0, {place: 1})]), classes: ["A", "B"]};
    expect(textOf(keepCorrections(letters, none))).toBe("?");
  });

  it("is marked in a file that older readers take as uncorrected, and has no row of pixels", () => {
    const file = JSON.parse(formatDrawings([none])) as {version: number; drawings: {lines: object[][]}[]};
    expect(file.version).toBe(1);
    expect(file.drawings[0]!.lines[0]![1]).toMatchObject({read: 1, corrected: null, noDigit: true});
    expect(formatKaggleRows([none]).split("\n").slice(1, -1).map((row) => row[0])).toEqual(["2", "0"]); // prettier-ignore
  });
});

describe("confidenceOf(drawing)", () => {
  it("is the product over all lines", () => {
    const half = digit(1, {confidence: 0.5});
    expect(confidenceOf(drawing([half, half], [half]))).toBe(0.125);
  });
});

describe("correctDigit(drawing, i, label)", () => {
  it("corrects only the digit at that index over all lines, without modifying the given drawing", () => {
    const before = drawing([digit(2), digit(1)], [digit(0)]);
    expect(textOf(correctDigit(before, 2, 6))).toBe("21 6");
    expect(correctDigit(before, 1, 7).lines.flat().map(({corrected}) => corrected)).toEqual([null, 7, null]); // prettier-ignore
    expect(textOf(before)).toBe("21 0");
  });

  it("treats a correction to the prediction as none", () => {
    const before = drawing([digit(1, {corrected: 7})]);
    expect(correctDigit(before, 0, 1)).toEqual(drawing([digit(1)]));
  });
});

describe("keepCorrections(drawing, before)", () => {
  it("keeps the correction of an identical-looking digit at any position and with any prediction", () => {
    const before = drawing([digit(1, {corrected: 7, place: 100}), digit(2)]);
    const after = drawing([digit(2), digit(4, {place: 100}), digit(3)]);
    expect(textOf(keepCorrections(after, before))).toBe("273");
  });

  it("drops the correction of a digit that looks different or is now predicted as corrected", () => {
    const before = drawing([digit(1, {corrected: 7, place: 100})]);
    const changed = drawing([digit(1, {place: 101})]);
    const right = drawing([digit(7, {place: 100})]);
    expect(keepCorrections(changed, before)).toEqual(changed);
    expect(keepCorrections(right, before)).toEqual(right);
  });

  it("prefers a new, changed or removed correction to the earlier version's", () => {
    const said = (corrected: number | null) => drawing([digit(1, {corrected})]);
    expect(textOf(keepCorrections(said(8), said(7)))).toBe("8");
    expect(textOf(keepCorrections(said(8), said(7), said(7)))).toBe("8");
    expect(textOf(keepCorrections(said(null), said(7), said(7)))).toBe("1");
    expect(textOf(keepCorrections(said(8), said(7), said(8)))).toBe("7");
    expect(textOf(keepCorrections(said(8), said(null), said(8)))).toBe("1");
  });
});

describe("keepCorrections(drawing, before) with other classes", () => {
  it("transfers a correction by class name, and only if the new run has that class", () => {
    const digits = drawing([digit(1, {corrected: 3, place: 7})]);
    const reread = (classes: string[]) => ({...drawing([digit(0, {place: 7})]), classes});
    expect(keepCorrections(reread(["A", "3"]), digits).lines[0]![0]!.corrected).toBe(1);
    expect(keepCorrections(reread(["A", "B"]), digits).lines[0]![0]!.corrected).toBeNull();
  });
});

describe("countCorrections(drawings)", () => {
  it("counts drawings, digits and corrected digits", () => {
    const list = [drawing([digit(2), digit(1, {corrected: 7})], [digit(0)]), drawing([digit(5)])];
    expect(countCorrections(list)).toEqual({drawings: 2, digits: 4, corrected: 1});
    expect(countCorrections([])).toEqual({drawings: 0, digits: 0, corrected: 0});
  });
});

describe("formatDrawings(drawings)", () => {
  it("returns JSON in the documented format", () => {
    const text = formatDrawings([drawing([digit(3, {corrected: 8, place: 0})])]);
    const image = [255, ...new Array<number>(783).fill(0)];
    expect(JSON.parse(text)).toEqual({
      name: "handscope drawings",
      version: 1,
      drawings: [
        {
          id: "a",
          at: "2026-01-31T12:00:00.000Z",
          run: "ann",
          strokes: [[[0.25, 0.5]]],
          lines: [[{read: 3, confidence: 0.5, corrected: 8, image}]]
        }
      ]
    });
  });

  it("names the classes of drawings of other alphabets and then has version 2", () => {
    const letters = {...drawing([digit(2, {corrected: 0})]), classes: ["A", "B", "Ø"]};
    const text = formatDrawings([letters, drawing([digit(3)])]);
    expect(JSON.parse(text)).toMatchObject({
      version: 2,
      drawings: [{classes: ["A", "B", "Ø"]}, {lines: [[{read: 3}]]}]
    });
    expect(parseDrawings(text, "drawings.json")).toEqual([letters, drawing([digit(3)])]);
    expect(textOf(letters)).toBe("A");
    expect(textOf(letters, ({read}) => read)).toBe("Ø");
  });

  it("round-trips any drawings through parseDrawings", () => {
    fc.assert(
      fc.property(fc.array(someDrawing, {maxLength: 3}), (drawings) => {
        expect(parseDrawings(formatDrawings(drawings), "drawings.json")).toEqual(drawings);
      }),
      {numRuns: 50}
    );
  });
});

describe("parseDrawings(text, source)", () => {
  const refusal = (text: string): string => {
    try {
      parseDrawings(text, "mine.json");
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      return (error as Error).message;
    }
    throw new Error("it was read");
  };
  /** Returns the text of a drawing after *change*. */
  const changed = (change: (drawing: Record<string, unknown>, digit: Record<string, unknown>) => void): string => {
    const value = JSON.parse(formatDrawings([drawing([digit(3)])]));
    change(value.drawings[0], value.drawings[0].lines[0][0]);
    return JSON.stringify(value);
  };

  it("rejects anything but a file of drawings", () => {
    expect(refusal("label,pixel0")).toBe("mine.json: expected drawings as JSON, got something else, or a text that ends early"); // prettier-ignore
    expect(refusal("")).toMatch(/^mine\.json: expected drawings as JSON, got /);
    expect(refusal("null")).toBe("mine.json: expected an object of drawings, got null");
    expect(refusal("[]")).toBe("mine.json: expected name, got nothing");
    expect(refusal('{"name":"digits"}')).toBe('mine.json: expected name as "handscope drawings", got "digits"');
    expect(refusal('{"name":"handscope drawings","version":3,"drawings":[]}')).toBe(
      "mine.json: expected version as 1 or 2, got 3"
    );
    expect(refusal('{"name":"handscope drawings","version":1}')).toBe("mine.json: expected drawings, got nothing"); // prettier-ignore
  });

  it("names the first invalid field", () => {
    const at = "mine.json: expected drawings.0.";
    expect(refusal(changed((one) => (one.id = "")))).toBe(`${at}id as 1 to 200 characters, got 0`);
    expect(refusal(changed((one) => (one.at = "yesterday")))).toBe(`${at}at as a time like 2026-01-31T12:00:00.000Z, got "yesterday"`); // prettier-ignore
    expect(refusal(changed((one) => (one.at = "2026-01-31T12:00:00.000+01:00")))).toMatch(/at as a time like/);
    expect(refusal(changed((one) => delete one.run))).toBe(`${at}run, got nothing`);
    expect(refusal(changed((one) => (one.lines = [])))).toMatch(/lines as a list of at least one, got 0$/);
    expect(refusal(changed((one) => (one.lines = [[]])))).toMatch(/lines\.0 as a list of at least one, got 0$/);
    for (const strokes of [[[]], [[[1]]], [[[1, 2, 3]]], [[["1", 2]]], [[[1, 1001]]], [[[1, null]]], {}, "x"]) {
      expect(refusal(changed((one) => (one.strokes = strokes)))).toMatch(/strokes as lists of points \[x, y\] within ±1000, got \S+$/); // prettier-ignore
    }
    const inDigit = `${at}lines.0.0.`;
    expect(refusal(changed((_, one) => (one.read = 10)))).toBe(`${inDigit}read as a whole number from 0 to 9, got 10`); // prettier-ignore
    expect(refusal(changed((_, one) => (one.corrected = 0.5)))).toMatch(
      /corrected as a whole number from 0 to 9, got 0\.5$/
    );
    expect(refusal(changed((_, one) => delete one.corrected))).toMatch(/corrected, got nothing$/);
    expect(refusal(changed((_, one) => (one.confidence = 1.01)))).toMatch(
      /confidence as a number from 0 to 1, got 1\.01$/
    );
    for (const image of [[], new Array(785).fill(0), new Array(784).fill(256), new Array(784).fill(0.5)]) {
      expect(refusal(changed((_, one) => (one.image = image)))).toBe(`${inDigit}image as 784 pixels from 0 to 255, got Array`); // prettier-ignore
    }
  });

  it("rejects labels outside a drawing's classes and invalid classes", () => {
    const of = (classes: unknown, read = 3) =>
      changed((one, inside) => Object.assign(one, {classes}, ((inside.read = read), {})));
    const inDigit = "mine.json: expected drawings.0.lines.0.0.";
    expect(refusal(of(["A", "B", "C"]))).toBe(`${inDigit}read as a whole number from 0 to 2, got 3`);
    expect(parseDrawings(of(["A", "B", "C", "D"]), "mine.json")).toMatchObject([{classes: ["A", "B", "C", "D"]}]);
    expect(refusal(of(["A"], 0))).toBe("mine.json: drawings.0.classes: expected 2 to 200 classes, got 1");
    expect(refusal(of(["A", "A"], 1))).toBe(
      'mine.json: drawings.0.classes: expected classes that differ, got "A" twice'
    );
    expect(refusal(of(["A", 2], 1))).toBe("mine.json: expected drawings.0.classes.1 as a text, got 2");
    expect(refusal(of("AB", 1))).toBe('mine.json: expected drawings.0.classes as a list of texts, got "AB"');
    expect(refusal(of(Array.from({length: 201}, (_, i) => `c${i}`)))).toMatch(/expected 2 to 200 classes, got 201$/);
  });

  it("treats the digits as named classes like the default", () => {
    const text = changed((one) => (one.classes = [..."0123456789"]));
    expect(parseDrawings(text, "mine.json")).toEqual([drawing([digit(3)])]);
  });

  it("rejects arbitrarily corrupted text with one short line", () => {
    const text = formatDrawings([drawing([digit(3)])]);
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(300), fc.string({maxLength: 300}), (start, length, other) => {
        const broken = text.slice(0, start) + other + text.slice(start + length);
        try {
          parseDrawings(broken, "mine.json");
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
          expect((error as Error).message).toMatch(/^mine\.json: expected .{1,100}, got .{1,60}$/u);
        }
      })
    );
  });

  it("drops unknown fields", () => {
    const text = changed((one, inside) => {
      one.mood = "good";
      inside.writer = "w1";
    });
    expect(parseDrawings(text, "mine.json")).toEqual([drawing([digit(3)])]);
  });
});

describe("formatKaggleRows(drawings)", () => {
  // The first line of train.csv as described at https://www.kaggle.com/competitions/digit-recognizer/data.
  it("writes a header and one row a digit, labeled as corrected or else as predicted", () => {
    const text = formatKaggleRows([drawing([digit(3, {corrected: 8, place: 0})], [digit(1, {place: 783})])]);
    const [header, first, second, ...rest] = text.split("\n");
    expect(header).toMatch(/^label,pixel0,pixel1,.*,pixel782,pixel783$/);
    expect(first).toBe(`8,255${",0".repeat(783)}`);
    expect(second).toBe(`1${",0".repeat(783)},255`);
    expect(rest).toEqual([""]);
  });

  it("labels other characters with their class's text, quoted if necessary (RFC 4180)", () => {
    const classes = ["A", "T-shirt, top", 'so-called "bag"', "AB"];
    const line = [0, 1, 2, 3].map((read) => digit(read));
    const labels = formatKaggleRows([{...drawing(line), classes}]).match(/^.+(?=(,\d+){784}$)/gm);
    expect(labels).toEqual(["A", '"T-shirt, top"', '"so-called ""bag"""', "AB"]);
  });
});
