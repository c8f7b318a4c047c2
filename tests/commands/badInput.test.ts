import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {gzipSync} from "node:zlib";
import {afterAll, beforeAll, describe, expect, it, vi} from "vitest";
import {predictionsCsv, WEIGHT_BYTES, writeRun} from "../loaders/runs/handmadeRun.js";
import {hashFolder, runHandscope, type Ended} from "./runHandscope.js";

// The contract: exit 1 for bad input, with one line `handscope: SOURCE: expected A, got B` on stderr, no stack trace,
// and nothing changed. Each case runs a real process.

let home: string;
let env: Record<string, string>;
let before: string;

const HEADER = ["label", ...Array.from({length: 784}, (_, i) => `pixel${i}`)].join();
const ROW = ["3", ...new Array<string>(784).fill("0")].join();
const CSV = `${HEADER}\n${ROW}\n${ROW}\n`;

/** IDX bytes, big-endian: http://yann.lecun.com/exdb/mnist/ */
function idx(magic: number, dimensions: readonly number[], values: number): Buffer {
  const head = Buffer.alloc(4 + 4 * dimensions.length);
  [magic, ...dimensions].forEach((value, i) => head.writeUInt32BE(value, 4 * i));
  return Buffer.concat([head, Buffer.alloc(values)]);
}

const IDX = {
  "train-images-idx3-ubyte": idx(0x803, [3, 28, 28], 3 * 784),
  "train-labels-idx1-ubyte": idx(0x801, [3], 3)
};

/** Folders of digits with one fault each. */
const FOLDERS: Readonly<Record<string, Record<string, string | Uint8Array>>> = {
  cut: {"train.csv": CSV.slice(0, -901)},
  narrow: {"train.csv": `${HEADER.slice(0, HEADER.lastIndexOf(",pixel782"))}\n${ROW.slice(0, -4)}\n`},
  "pixel-256": {"train.csv": CSV, "test.csv": `${CSV}${ROW.slice(0, -1)}256\n`},
  "pixel-abc": {"train.csv": `${CSV}3,abc${ROW.slice(3)}\n`},
  "label-10": {"train.csv": `${CSV}10${ROW.slice(1)}\n`},
  empty: {"train.csv": ""},
  terabytes: {...IDX, "train-images-idx3-ubyte": idx(0x803, [4_000_000, 1000, 1000], 100)},
  unequal: {...IDX, "train-labels-idx1-ubyte": idx(0x801, [2], 2)},
  "gzip-cut": {"train.csv.gz": gzipSync(CSV).subarray(0, -12)}
};

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "handscope-bad-input-"));
  for (const [name, files] of Object.entries(FOLDERS)) {
    mkdirSync(join(home, "digits", name), {recursive: true});
    for (const [file, contents] of Object.entries(files)) writeFileSync(join(home, "digits", name, file), contents);
  }
  writeFileSync(join(home, "a.png"), "not read: the model comes first");
  // Existing data: a whole run, a run with truncated weights, digits in data/raw.
  const runs = join(home, "there", "runs");
  writeRun(join(runs, "whole"), {"predictions.csv": predictionsCsv([[1, 1]])});
  writeRun(join(runs, "cut"), {"model/group1-shard1of1.bin": new Uint8Array(WEIGHT_BYTES - 1000)});
  mkdirSync(join(home, "there", "raw"));
  writeFileSync(join(home, "there", "raw", "train.csv"), CSV);
  before = hashFolder(join(home, "there"));
  env = {
    HANDSCOPE_RUNS: runs,
    HANDSCOPE_RAW: join(home, "there", "raw"),
    HANDSCOPE_CACHE: join(home, "cache"),
    HANDSCOPE_MIRRORS: "http://127.0.0.1:1/", // without a listener
    HOME: home
  };
});

afterAll(() => rmSync(home, {recursive: true, force: true}));

/** Runs a command. In arguments @NAME is a folder of digits and ~/FILE is a file in the tests' folder. */
function run(name: string, ...args: string[]): Promise<Ended> {
  const full = args.map((arg) => arg.replace(/^@/, `${join(home, "digits")}/`).replace(/^~/, home));
  return runHandscope(name, full, env);
}

async function expectRefusal({code, stdout, stderr}: Ended, message: string | RegExp): Promise<void> {
  expect({code, stdout}).toEqual({code: 1, stdout: ""});
  expect(stderr).toMatch(/^handscope: [^\n]+: expected [^\n]+, got [^\n]+\n$/);
  const line = stderr
    .slice("handscope: ".length, -1)
    .replaceAll(join(home, "digits", "/"), "@")
    .replaceAll(home, "~");
  if (typeof message === "string") expect(line).toBe(message);
  else expect(line).toMatch(message);
  // Other tests run meanwhile, and a training claims its name for as long as it takes to refuse: nothing is left in the end.
  await vi.waitFor(() => expect(hashFolder(join(home, "there"))).toBe(before), {timeout: 20_000, interval: 100});
}

describe.concurrent("a command with bad digits reports the error in one line and changes nothing", () => {
  const pixel = (i: number) => `expected pixel${i} as a whole number from 0 to 255`;
  const header = "a header label,pixel0,…,pixel783";
  it.for<[folder: string, message: string]>([
    ["cut", "@cut/train.csv:3: expected 785 columns, got 335"],
    ["narrow", `@narrow/train.csv:1: expected ${header} (785 columns), got 783 columns from "label"`],
    ["pixel-256", `@pixel-256/test.csv:4: ${pixel(783)}, got "256"`],
    ["pixel-abc", `@pixel-abc/train.csv:4: ${pixel(0)}, got "abc"`],
    ["label-10", '@label-10/train.csv:4: expected label as a whole number from 0 to 9, got "10"'],
    ["empty", `@empty/train.csv: expected ${header}, got an empty file`],
    [
      "terabytes",
      "@terabytes/train-images-idx3-ubyte: expected at most 2147483648 bytes, got a header that promises 4000000000000"
    ],
    ["unequal", "@unequal/train-labels-idx1-ubyte: expected 3 labels, one for each image, got 2"],
    ["gzip-cut", "@gzip-cut/train.csv.gz: expected a whole gzip file, got one that is cut short"],
    ["missing", "@missing: expected a folder or zip of digits, got nothing there"]
  ])("data --from, %s", async ([folder, message]) => {
    await expectRefusal(await run("data", "--from", `@${folder}`), message);
  });

  it("train, with the name of an existing run", async () => {
    const train = ["train", "--run", "whole", "--model", "ann", "--data", "@pixel-256"] as const;
    await expectRefusal(
      await run(...train),
      "~/there/runs/whole: expected no run of that name (--force replaces it), got a run that is there"
    );
    await expectRefusal(await run(...train, "--force"), `@pixel-256/test.csv:4: ${pixel(783)}, got "256"`);
  });

  it("evaluate --save", async () => {
    await expectRefusal(
      await run("evaluate", "--run", "whole", "--data", "@gzip-cut", "--json", "--save"),
      "@gzip-cut/train.csv.gz: expected a whole gzip file, got one that is cut short"
    );
  });
});

describe.concurrent("a command with a bad run reports the error in one line and changes nothing", () => {
  it.for([
    ["evaluate", "--run", "cut", "--data", "@missing", "--json"],
    ["predict", "--model", "cut", "--json", "~/a.png"]
  ] as const)("%s, with truncated weights", async ([name, ...args]) => {
    const message = "~/there/runs/cut/model/model.json: expected 31400 bytes of weights, got 30400";
    await expectRefusal(await run(name, ...args), message);
  });

  it("evaluate, with a missing run", async () => {
    const message = "~/there/runs/none: expected a run (there are cut, whole), got nothing there";
    await expectRefusal(await run("evaluate", "--run", "none"), message);
  });

  it("evaluate, with a path as the run's name", async () => {
    const message = '--run: expected a name of letters, digits, dots and dashes, got "../raw"';
    await expectRefusal(await run("evaluate", "--run", "../raw"), message);
  });
});

describe.concurrent("a command with bad options reports the error in one line and changes nothing", () => {
  const options = "options: expected what --help lists, got";
  it.for<[name: string, args: string[], message: string | RegExp]>([
    ["train", ["--run", "new", "--model", "rnn"], /^--model: expected one of .*\bann\b.*, got "rnn"$/],
    ["train", ["--run=whole", "--model=ann", "--epochs=abc"], '--epochs: expected a whole number from 1, got "abc"'],
    ["evaluate", ["--json"], `${options} required option '--run <name>' not specified`],
    ["evaluate", ["--run", "whole", "--fast"], `${options} unknown option '--fast'`],
    ["data", ["--form", "@nothing"], `${options} unknown option '--form' (Did you mean --from?)`]
  ])("%s %j", async ([name, args, message]) => {
    await expectRefusal(await run(name, ...args), message);
  });

  it("data, with a remedy if neither mirror nor Kaggle is available", async () => {
    await expectRefusal(
      await run("data"),
      /^http:\/\/127\.0\.0\.1:1\/train-images-idx3-ubyte\.gz: expected .+, got .+try again, or name other mirrors/
    );
    await expectRefusal(
      await run("data", "--kaggle", "digit-recognizer"),
      /^Kaggle: expected a token: .+, got no access_token, no kaggle\.json, no KAGGLE_API_TOKEN/
    );
    await expectRefusal(await run("data", "--kaggle", "../x"), /^Kaggle: expected a competition .+, got "\.\.\/x"/);
    await expectRefusal(
      await run("data", "--kaggle", "a/b", "--from", "@empty"),
      "npm run data: expected one of --from, --kaggle, --relabel and --undo-relabel, got several"
    );
  });
});

describe.concurrent("a command", () => {
  it("shows a stack trace only with DEBUG=1", async () => {
    const {code, stderr} = await runHandscope(
      "data",
      ["--from", join(home, "digits", "empty")],
      {...env, DEBUG: "1"},
      "source"
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/^handscope: .+\n(?:.+\n)*\s+at .+/);
  });

  it("prints its options with --help, on stdout and with exit 0", async () => {
    const {code, stdout, stderr} = await run("data", "--help");
    expect({code, stderr}).toEqual({code: 0, stderr: ""});
    expect(stdout).toMatch(/^Usage: npm run data -- .*\n[^]*--from <path>/);
  });
});
