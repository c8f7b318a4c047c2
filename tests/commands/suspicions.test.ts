import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Digits} from "../../src/characters/digits.js";
import {drawDigits, drawLetters} from "../loaders/datasets/suspicions/drawDigits.js";
import {findTestData} from "../testData.js";
import {runHandscope} from "./runHandscope.js";

// Output of data, train and evaluate for suspicious digits. The tests make the digits, so the right verdict is known.

const HEADER = ["label", ...Array.from({length: 784}, (_, i) => `pixel${i}`)].join();
let home: string;
let env: Record<string, string>;

function csv({length, images, labels}: Digits, change: (level: number) => number = (level) => level): string {
  const rows = Array.from({length}, (_, i) =>
    [labels![i], ...Array.from(images.subarray(784 * i, 784 * i + 784), change)].join()
  );
  return [HEADER, ...rows].join("\n");
}

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "handscope-suspicions-"));
  env = {HANDSCOPE_RUNS: join(home, "runs"), HANDSCOPE_RAW: join(home, "raw"), HANDSCOPE_CACHE: join(home, "cache")};
  const folders = {
    inverted: csv(drawDigits(60), (level) => 255 - level),
    letters: csv(drawLetters(60)),
    digits: csv(drawDigits(60))
  };
  for (const [name, text] of Object.entries(folders)) {
    mkdirSync(join(home, name));
    writeFileSync(join(home, name, "train.csv"), text);
    writeFileSync(join(home, name, "test.csv"), text);
  }
});

afterAll(() => rmSync(home, {recursive: true, force: true}));

const training = (folder: string, ...more: string[]) =>
  runHandscope(
    "train",
    ["--run", `of-${folder}`, "--model", "ann", "--epochs", "1", "--data", join(home, folder), ...more],
    env
  );

describe("suspicious data", () => {
  it("data reports corrections but copies the files unchanged; it reports nothing for normal digits", async () => {
    const {code, stdout, stderr} = await runHandscope("data", ["--from", join(home, "inverted")], env);
    expect({code, first: stdout.split("\n")[0]}).toEqual({code: 0, first: "train: 60 images"});
    expect(stderr).toMatch(
      /^set right: train: 60 of 60 images have dark ink on white paper.*\nset right: test: 60 of 60 .*\n$/
    );
    expect(readFileSync(join(home, "raw", "train.csv"), "utf8")).toBe(csv(drawDigits(60), (level) => 255 - level));
    const digits = await runHandscope("data", ["--from", join(home, "digits")], env);
    expect({code: digits.code, stderr: digits.stderr}).toEqual({code: 0, stderr: ""});
  });

  it("data --as-is takes digits as they are, warns, and records this for later reads", async () => {
    const {code, stderr} = await runHandscope("data", ["--from", join(home, "letters"), "--as-is"], env);
    expect({code, lines: stderr.match(/^warning: .*such as letters/gm)?.length}).toEqual({code: 0, lines: 2});
    expect(JSON.parse(readFileSync(join(home, "raw", "dataset.json"), "utf8"))).toMatchObject({asIs: true});
    expect((await training("raw", "--limit", "40")).code).toBe(0);
  });

  it("train reports corrections before training", async () => {
    const {code, stderr} = await training("inverted");
    expect(code).toBe(0);
    const lines = stderr.split("\n").map((line) => line.split(":")[0]);
    expect(lines.slice(0, 2)).toEqual(["set right", "set right"]);
    expect(lines.indexOf("epoch 1/1")).toBeGreaterThan(1);
  });

  it.each([[], ["--skip-bad"]])("letters are neither trained nor evaluated (%s)", async (...options) => {
    const one = /^handscope: .*letters: expected images of digits, got images of something else.*\n$/;
    const {code, stderr} = await training("letters", ...options);
    expect({code, stderr}).toEqual({code: 1, stderr: expect.stringMatching(one) as string});
    expect(existsSync(join(home, "runs", "of-letters"))).toBe(false);
    const {HANDSCOPE_CACHE} = env as {HANDSCOPE_CACHE: string};
    const evaluated = await runHandscope("evaluate", ["--run", "cnn", "--data", join(home, "letters"), ...options], {
      HANDSCOPE_CACHE
    });
    expect({code: evaluated.code, stderr: evaluated.stderr}).toEqual({
      code: 1,
      stderr: expect.stringMatching(one) as string
    });
  });
});

const data = findTestData();
describe.skipIf(!data)("the trials' tables", () => {
  const evaluate = async (name: string, ...options: string[]) => {
    const path = join(data!, "trials", "tables", name);
    const {code, stdout, stderr} = await runHandscope(
      "evaluate",
      ["--run", "ann", "--data", path, "--json", ...options],
      {
        HANDSCOPE_CACHE: join(home, "cache")
      }
    );
    return {code, stderr, accuracy: stdout ? (JSON.parse(stdout) as {accuracy: number}).accuracy : undefined};
  };

  it.each([
    ["03-inverted", "dark ink on white paper", 0.98],
    ["03-binary", "no pixel is above 1", 0.96],
    ["05-transposed", "transposed", 0.98]
  ])("%s is corrected and reported", async (name, said, least) => {
    const {code, stderr, accuracy} = await evaluate(name);
    expect(code).toBe(0);
    expect(stderr).toMatch(new RegExp(`^set right: test: .*${said}.*\n$`));
    expect(accuracy).toBeGreaterThan(least);
  });

  it.each(["04-aj", "22b", "22c"])("%s is refused, also with --skip-bad", async (name) => {
    for (const options of [[], ["--skip-bad"]]) {
      const {code, stderr} = await evaluate(name, ...options);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^handscope: [^\n]*: expected [^\n]*(labels|data set)[^\n]*, got [^\n]+\n$/);
    }
  });

  it.each(["04-az", "05-letters"])("%s holds letters, on which no run of digits is evaluated", async (name) => {
    for (const options of [[], ["--skip-bad"]]) {
      const {code, stderr} = await evaluate(name, ...options);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^handscope: [^\n]*: expected images of the run's classes, 0–9, got A–Z\n$/m);
    }
  });

  it("09-ten: the unread folder 10 is named", async () => {
    expect((await evaluate("09-ten")).stderr).toMatch(/^not read: test\/10\/ \(2 files\)\n$/m);
  });
});
