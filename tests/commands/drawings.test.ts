import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {basename, join} from "node:path";
import fc from "fast-check";
import {afterAll, beforeAll, describe, expect, it, vi} from "vitest";
import {readDataset} from "../../loaders/datasets/dataset.js";
import {pixelCsvParser} from "../../loaders/datasets/layouts/pixelCsv.js";
import {imageAt, SPLITS, type Digits} from "../../src/characters/digits.js";
import {formatKaggleRows, labelOf, type KeptDigit, type KeptDrawing} from "../../src/characters/drawings.js";
import {runHandscope} from "./runHandscope.js";

// The drawing page's exports must come back through the project's own reader, digit by digit.

vi.mock("../../loaders/paths.js", async (importActual) => {
  const [fs, os, path] = await Promise.all([import("node:fs"), import("node:os"), import("node:path")]);
  const paths = await importActual<typeof import("../../loaders/paths.js")>();
  return {...paths, CACHE: fs.mkdtempSync(path.join(os.tmpdir(), "handscope-drawings-cache-"))};
});

let home: string;
beforeAll(() => void (home = mkdtempSync(join(tmpdir(), "handscope-drawings-"))));
afterAll(async () => {
  const {CACHE} = await import("../../loaders/paths.js");
  for (const dir of [home, CACHE]) rmSync(dir, {recursive: true, force: true});
});

const someDigit: fc.Arbitrary<KeptDigit> = fc.record({
  read: fc.nat(9),
  confidence: fc.constant(0.5),
  corrected: fc.option(fc.nat(9)),
  image: fc.uint8Array({minLength: 784, maxLength: 784})
});

function drawingOf(lines: KeptDigit[][]): KeptDrawing {
  return {id: "a", at: "2026-01-31T12:00:00.000Z", run: "ann", strokes: [], lines};
}

/** Thirty digits with different images, in drawings of one line and of two; every third digit was corrected. */
const drawings = Array.from({length: 10}, (_, d) => {
  const digits = [0, 1, 2].map((i): KeptDigit => {
    const image = Uint8Array.from({length: 784}, (__, p) => (p * 7 + d * 31 + i * 97) % 256);
    return {read: (d + i) % 10, confidence: 0.5, corrected: i ? null : (d + 5) % 10, image};
  });
  return drawingOf(d % 2 ? [digits] : [digits.slice(0, 1), digits.slice(1)]);
});

/** Formats each digit as text, its label first, and sorts the texts. */
function sortedRows(digits: readonly (readonly [label: number, image: Uint8Array])[]): string[] {
  return digits.map(([label, image]) => `${label}: ${image.join()}`).sort();
}

function rowsOf({length, labels, ...digits}: Digits): [number, Uint8Array][] {
  return Array.from({length}, (_, i) => [labels![i]!, imageAt(digits, i)]);
}

const expected = sortedRows(drawings.flatMap(({lines}) => lines.flat()).map((digit) => [labelOf(digit), digit.image]));

describe("formatKaggleRows(drawings)", () => {
  it("is parsed as a Kaggle table to the same digits in the same order, for any digits", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(someDigit, {minLength: 1, maxLength: 3}), {minLength: 1, maxLength: 3}),
        (lines) => {
          const parser = pixelCsvParser("digits.csv");
          parser.push(new TextEncoder().encode(formatKaggleRows([drawingOf(lines), drawingOf(lines.slice(0, 1))])));
          const {length, labels, images} = parser.end();
          const digits = [...lines, lines[0]!].flat();
          expect(length).toBe(digits.length);
          expect([...labels!]).toEqual(digits.map(labelOf));
          expect(Buffer.from(images).equals(Buffer.concat(digits.map(({image}) => image)))).toBe(true);
        }
      ),
      {numRuns: 40}
    );
  });

  it("is read and split by readDataset: each digit once, with its label", async () => {
    const path = join(home, "handscope-digits.csv");
    writeFileSync(path, formatKaggleRows(drawings));
    const {splits} = await readDataset(path, {asIs: true}); // the drawings show no digits
    expect(sortedRows(SPLITS.flatMap((split) => (splits[split] ? rowsOf(splits[split]) : [])))).toEqual(expected);
  });

  it.each([1, 2, 30])("of %i digits is imported by npm run data -- --from", async (n) => {
    const raw = join(home, `raw-${basename(home)}-${n}`);
    mkdirSync(raw);
    const path = join(home, `of-${n}.csv`);
    const digits = drawings.flatMap(({lines}) => lines.flat()).slice(0, n);
    writeFileSync(path, formatKaggleRows([drawingOf([digits])]));
    const env = {HANDSCOPE_RAW: raw, HANDSCOPE_CACHE: join(home, "cache")};
    const {code, stdout, stderr} = await runHandscope("data", ["--from", path, "--as-is"], env);
    expect({code, stderr: stderr.replace(/^warning: .*\n/gm, "")}).toEqual({code: 0, stderr: ""}); // they look like no digits
    const counts = [...stdout.matchAll(/^(?:train|validation|test): (\d+) images$/gm)].map(([, count]) =>
      Number(count)
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(n);
    const {splits} = await readDataset(raw);
    const read = SPLITS.flatMap((split) => (splits[split] ? rowsOf(splits[split]) : []));
    expect(sortedRows(read)).toEqual(sortedRows(digits.map((digit) => [labelOf(digit), digit.image])));
  });
});
