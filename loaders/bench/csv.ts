import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pipeline} from "node:stream/promises";
import {createWriteStream} from "node:fs";
import {createGzip} from "node:zlib";
import {imageAt, type Digits} from "../../src/characters/digits.js";
import {readChunks} from "../files.js";
import {pixelCsvParser} from "../datasets/layouts/pixelCsv.js";
import {median, time, type Result} from "./result.js";

const [ROWS, ROUNDS, TARGET] = [30_000, 7, 0.6];

/**
 * Measures the speed of reading a table of 30,000 rows, as a share of the speed of gunzipping the same bytes and
 * scanning them for commas and newlines. The rows repeat *digits*.
 */
export async function benchCsv(digits: Digits): Promise<Result> {
  const dir = await mkdtemp(join(tmpdir(), "handscope-bench-"));
  const path = join(dir, "train.csv.gz");
  try {
    await pipeline(rows(digits), createGzip(), createWriteStream(path));
    const parse = async () => {
      const parser = pixelCsvParser(path);
      for await (const chunk of readChunks(path)) parser.push(chunk);
      if (parser.end().length !== ROWS) throw new Error("a row is missing");
    };
    await parse();
    await scan(path);
    const [parsing, scanning]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; ++round) {
      scanning.push(await time(() => scan(path)));
      parsing.push(await time(parse));
    }
    const judged = median(scanning) / median(parsing);
    const figures = `${ROWS} rows in ${median(parsing).toFixed(2)} s, scanned in ${median(scanning).toFixed(2)} s (medians of ${ROUNDS})`;
    return {name: "csv", figures, judged, target: `≥ ${TARGET} of the speed of a scan`, holds: judged >= TARGET};
  } finally {
    await rm(dir, {recursive: true});
  }
}

function* rows(digits: Digits): Generator<string> {
  yield `${["label", ...Array.from({length: 784}, (_, i) => `pixel${i}`)].join()}\n`;
  for (let i = 0; i < ROWS; ++i) {
    const j = i % digits.length;
    yield `${digits.labels![j]},${imageAt(digits, j).join()}\n`;
  }
}

/** Counts commas and newlines: the minimum work of any table reader. */
async function scan(path: string): Promise<number> {
  let found = 0;
  for await (const chunk of readChunks(path)) {
    for (let i = 0; i < chunk.length; ++i) {
      const byte = chunk[i];
      if (byte === 44 || byte === 10) ++found;
    }
  }
  return found;
}
