import {createHash} from "node:crypto";
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {basename, join} from "node:path";
import {randomLcg} from "d3-random";
import sharp from "sharp";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {parseKernels} from "../../src/run/kernelHistory.js";
import {writeRun} from "../loaders/runs/handmadeRun.js";
import {clearCache, hashFolder, runHandscope, startHandscope, type Ended} from "./runHandscope.js";

// Kaggle CSVs of ten patterns, with seeded noise, that any learner can tell apart. The expected contents of a run
// folder and an evaluation are the project's contract; the tests recompute the figures from predictions.csv.

/**
 * Pattern c is a 4 × 4 grid of cells. It is symmetric under half a turn, so its center of mass is in the middle. It
 * holds two corners, which give every pattern the same width and height, and two more pairs of cells.
 */
const PAIRS = [
  [1, 2],
  [1, 3],
  [1, 4],
  [1, 5],
  [2, 4],
  [2, 5],
  [2, 6],
  [4, 5],
  [5, 6],
  [6, 7]
] as const;

function isInk(digit: number, x: number, y: number): boolean {
  const cell = 4 * y + x;
  return [0, ...PAIRS[digit]!].includes(Math.min(cell, 15 - cell));
}

const random = randomLcg(0.42);
const HEADER = ["label", ...Array.from({length: 784}, (_, i) => `pixel${i}`)].join();

/** Returns the pixels of a noisy pattern, 20 × 20 in the middle of 28 × 28, randomly shifted by up to one pixel. */
function noisyPattern(digit: number): number[] {
  const [left, top] = [4 + Math.round(random()), 4 + Math.round(random())];
  return Array.from({length: 784}, (_, i) => {
    const [x, y] = [Math.floor(((i % 28) - left) / 5), Math.floor((Math.floor(i / 28) - top) / 5)];
    const ink = x >= 0 && x < 4 && y >= 0 && y < 4 && isInk(digit, x, y);
    return Math.floor(ink ? 195 + 60 * random() : 40 * random());
  });
}

/** Returns a CSV of *n* patterns in turn, with each 0 labeled *zero*. */
function makeCsv(n: number, zero = 0): string {
  const rows = Array.from({length: n}, (_, i) => [i % 10 || zero, ...noisyPattern(i % 10)].join());
  return `${[HEADER, ...rows].join("\n")}\n`;
}

/** Writes a picture of a clean pattern, dark on white, with cells *cell* pixels wide and its corner at *x*, *y*. */
async function drawPattern(file: string, digit: number, size: [number, number], cell: number, x: number, y: number) {
  const [width, height] = size;
  const image = Buffer.alloc(width * height, 255);
  for (let v = 0; v < 4 * cell; ++v) {
    for (let u = 0; u < 4 * cell; ++u) {
      if (isInk(digit, Math.floor(u / cell), Math.floor(v / cell))) image[(y + v) * width + x + u] = 20;
    }
  }
  await sharp(image, {raw: {width, height, channels: 1}})
    .png({compressionLevel: 1})
    .toFile(file);
}

const EPOCHS = 8;
let home: string;
let runs: string;
let data: string;
let env: Record<string, string>;
let trained: Ended[];

function train(run: string, ...more: string[]): string[] {
  const settings = ["--seed", "7", "--epochs", String(EPOCHS), "--batch-size", "20", "--learning-rate", "0.003"];
  return ["--run", run, "--model", "ann", "--data", data, ...settings, ...more];
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "handscope-train-"));
  runs = join(home, "runs");
  data = join(home, `patterns-${basename(home)}`);
  env = {HANDSCOPE_RUNS: runs};
  mkdirSync(data);
  writeFileSync(join(data, "train.csv"), makeCsv(600));
  writeFileSync(join(data, "validation.csv"), makeCsv(60));
  writeFileSync(join(data, "test.csv"), makeCsv(60, 1)); // 6 of 60 labels are wrong
  writeFileSync(join(data, "dataset.json"), '{"name": "patterns", "title": "Ten patterns", "asIs": true}');
  trained = await Promise.all([
    runHandscope("train", train("first", "--cores", "2"), env, "source"),
    runHandscope("train", train("second", "--cores", "1"), env)
  ]);
});

afterAll(() => {
  clearCache(basename(data));
  rmSync(home, {recursive: true, force: true});
});

function read(run: string, file: string): string {
  return readFileSync(join(runs, run, file), "utf8");
}

function sha256(run: string): string {
  return createHash("sha256")
    .update(readFileSync(join(runs, run, "model", "weights.bin")))
    .digest("hex");
}

function rowsOf(csv: string): string[][] {
  return csv
    .trimEnd()
    .split("\n")
    .map((row) => row.split(","));
}

/** Starts a training and resolves to its process as soon as its first checkpoint exists. */
async function untilCheckpoint(run: string, options = train(run)) {
  const started = startHandscope("train", options, env);
  let over = false;
  const ended = started.ended.finally(() => (over = true));
  while (!over && !existsSync(join(runs, `.${run}.checkpoint`))) await new Promise((resolve) => setTimeout(resolve, 2));
  return {child: started.child, ended};
}

describe("train", () => {
  it("ends with exit 0, reports each epoch on stderr, and prints nothing on stdout", () => {
    for (const {code, stdout, stderr} of trained) {
      expect({code, stdout}).toEqual({code: 0, stdout: ""});
      expect(stderr).toContain("Ten patterns: 600 training images, 60 validation images\n");
      expect(stderr.match(/^epoch \d+\/8: loss \d/gm)).toHaveLength(EPOCHS);
      expect(stderr).not.toMatch(/Error|at .+:\d+/);
    }
    expect(trained[0]!.stderr).toContain(`SHA-256 of the weights ${sha256("first")}\n`);
  });

  it("writes a whole run folder and nothing beside it", () => {
    expect(readdirSync(runs).filter((name) => /first|second/.test(name))).toEqual(["first", "second"]);
    const files = readdirSync(join(runs, "first"), {recursive: true, encoding: "utf8"}).sort();
    expect(files).toEqual(
      [
        "fingerprints.txt",
        "history.csv",
        "model",
        "model/model.json",
        "model/weights.bin",
        "predictions.csv",
        "run.json"
      ].sort()
    );
  });

  it("writes run.json with the fields of the contract", () => {
    const about = JSON.parse(read("first", "run.json")) as Record<string, unknown>;
    expect(about).toMatchObject({
      title: expect.stringMatching(/./),
      model: "ann",
      seed: 7,
      command: `npm run train -- --run first --model ann --epochs 8 --seed 7 --batch-size 20 --learning-rate 0.003`,
      parameters: 784 * 128 + 128 + 128 * 128 + 128 + 128 * 10 + 10,
      weights: {
        // A quarter of float32's bytes, or half where a quarter would cost correct answers; biases are float16.
        bytes: readFileSync(join(runs, "first", "model", "weights.bin")).length,
        dtype: expect.stringMatching(/^(uint8|float16)$/),
        sha256: sha256("first"),
        rounding: {n: 60, right: recompute(rowsOf(read("first", "predictions.csv")).slice(1)).correct}
      },
      dataset: {
        name: "patterns",
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        provenance: {rejected: [], division: {how: "as it came"}, read: expect.stringMatching(/^\d{4}-\d\d-\d\dT/)},
        train: 600,
        validation: 60,
        test: 60
      },
      hyperparameters: {epochs: 8, batchSize: 20, learningRate: 0.003},
      machine: expect.stringContaining(process.versions.node)
    });
    expect(Date.now() - Date.parse(about.started as string)).toBeLessThan(600_000);
    expect(about.seconds).toBeGreaterThan(0);
    expect(about.seconds).toBeLessThan(120);
  });

  it("writes history.csv with the columns of Keras's CSVLogger, and the loss falls", () => {
    // https://keras.io/api/callbacks/csv_logger/: epochs from 0, the prefix val_ for validation.
    const [header, ...rows] = rowsOf(read("first", "history.csv"));
    expect(header!.slice(0, 5)).toEqual(["epoch", "loss", "accuracy", "val_loss", "val_accuracy"]);
    expect(rows.map(([epoch]) => epoch)).toEqual(Array.from({length: EPOCHS}, (_, i) => String(i)));
    for (const row of rows) expect(row.map(Number).every(Number.isFinite)).toBe(true);
    expect(Number(rows.at(-1)![1])).toBeLessThan(Number(rows[0]![1]) / 2);
    expect(Number(rows.at(-1)![4])).toBeGreaterThan(0.95);
  });

  it("writes predictions.csv in the test split's order, about 90 % right, because 6 of 60 labels are wrong", () => {
    const [header, ...rows] = rowsOf(read("first", "predictions.csv"));
    expect(header).toEqual(["index", "label", "p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9"]);
    const labels = rowsOf(readFileSync(join(data, "test.csv"), "utf8"))
      .slice(1)
      .map(([label]) => label!);
    expect(rows.map(([index, label]) => [index, label])).toEqual(labels.map((label, i) => [String(i), label]));
    for (const row of rows) expect(row.slice(2).reduce((sum, p) => sum + Number(p), 0)).toBeCloseTo(1, 3);
    const right = rows.filter((row) => Number(row[2 + Number(row[1])]) === Math.max(...row.slice(2).map(Number)));
    expect(right.length).toBeGreaterThanOrEqual(52);
    expect(right.length).toBeLessThanOrEqual(55);
  });

  it("gives bit-identical weights for the same seed, on one core or two", () => {
    expect(sha256("second")).toBe(sha256("first"));
    expect(read("second", "predictions.csv")).toBe(read("first", "predictions.csv"));
  });

  it("gives other weights for another seed", async () => {
    await runHandscope("train", train("other-seed", "--seed", "8", "--epochs", "1"), env);
    expect(sha256("other-seed")).not.toBe(sha256("first"));
  });

  it("if killed, leaves the old run unchanged; resumed on fewer cores, ends with the weights of an uninterrupted run", async () => {
    writeRun(join(runs, "killed"));
    const before = hashFolder(join(runs, "killed"));
    const {child, ended} = await untilCheckpoint("killed", train("killed", "--keep-epochs", "--force", "--cores", "2"));
    child.kill("SIGKILL");
    expect(await ended).toMatchObject({signal: "SIGKILL", stdout: ""});
    expect(hashFolder(join(runs, "killed"))).toBe(before);
    expect(readdirSync(runs).filter((name) => name.includes("killed"))).toEqual([
      ".killed.checkpoint",
      ".killed.epochs.csv",
      ".killed.first-layer.npz",
      ".killed.lock", // stays after SIGKILL; the next training sees that its process is gone
      "killed"
    ]);

    writeFileSync(join(runs, ".killed.checkpoint.partial-1"), "as of a process killed while it wrote");
    const resumed = await runHandscope("train", train("killed", "--resume", "--keep-epochs", "--cores", "1"), env);
    expect(resumed).toMatchObject({code: 0, stdout: ""});
    const [, done] = /^going on after epoch (\d+)$/m.exec(resumed.stderr)!;
    expect(Number(done)).toBeGreaterThanOrEqual(1);
    expect(resumed.stderr.match(/^epoch \d+\/8:/gm)).toHaveLength(EPOCHS - Number(done));
    expect(sha256("killed")).toBe(sha256("first"));
    expect(read("killed", "predictions.csv")).toBe(read("first", "predictions.csv"));
    const [columns, ...epochs] = rowsOf(read("killed", "history.csv"));
    expect(epochs).toHaveLength(EPOCHS);
    const accuracies = epochs.map((row) => Number(row[columns!.indexOf("val_accuracy")]));
    const [header, ...images] = rowsOf(read("killed", "epochs.csv"));
    expect(header).toEqual(["index", "label", ...epochs.map((_, i) => String(i + 1))]);
    const rightIn = (column: number) => images.filter((row) => row[column] === row[1]).length / images.length;
    expect(epochs.map((_, i) => rightIn(i + 2))).toEqual(accuracies); // of 60 images, epoch by epoch
    const kernels = parseKernels(readFileSync(join(runs, "killed", "first-layer.npz")), "first-layer.npz");
    expect(kernels.map(({epoch}) => epoch)).toEqual([0, 1, 2, 5, EPOCHS]);
    expect(kernels.every(({kernel}) => kernel.shape.join() === "784,128")).toBe(true);
    expect(readdirSync(runs).filter((name) => name.includes("killed"))).toEqual(["killed"]);
  });

  it("after Ctrl+C, says in one line how to resume, and leaves no run; refuses other settings", async () => {
    const {child, ended} = await untilCheckpoint("stopped");
    child.kill("SIGINT");
    const {code, stdout, stderr} = await ended;
    expect({code, stdout}).toEqual({code: 1, stdout: ""});
    expect(stderr.trimEnd().split("\n").at(-1)).toMatch(/^handscope: stopped.*--resume/);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(readdirSync(runs).filter((name) => name.includes("stopped"))).toEqual([".stopped.checkpoint"]);

    const refused = await runHandscope("train", train("stopped", "--resume", "--seed", "8"), env);
    expect(refused.code).toBe(1);
    expect(refused.stderr.trimEnd().split("\n").at(-1)).toBe(
      `handscope: ${join(runs, ".stopped.checkpoint")}: expected a checkpoint with --seed 8, got one with --seed 7: name the same --seed, or start anew with --force`
    );
    expect(readdirSync(runs).filter((name) => name.includes("stopped"))).toEqual([".stopped.checkpoint"]);
  });
});

describe("train under a name that is taken", () => {
  const last = ({stderr}: Ended) => stderr.trimEnd().split("\n").at(-1);
  const short = (run: string, ...more: string[]) => train(run, "--epochs", "1", ...more);

  it("refuses the name of an existing run without --force, and leaves the run unchanged", async () => {
    writeRun(join(runs, "taken"));
    const before = hashFolder(join(runs, "taken"));
    const refused = await runHandscope("train", short("taken"), env);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toBe(
      `handscope: ${join(runs, "taken")}: expected no run of that name (--force replaces it), got a run that is there\n`
    );
    expect(hashFolder(join(runs, "taken"))).toBe(before);
    expect((await runHandscope("train", short("taken", "--force"), env)).code).toBe(0);
    expect(hashFolder(join(runs, "taken"))).not.toBe(before);
  });

  it("refuses the name of a stopped training without --resume or --force", async () => {
    const {child, ended} = await untilCheckpoint("halted");
    child.kill("SIGKILL");
    await ended;
    const refused = await runHandscope("train", train("halted"), env);
    expect(refused.code).toBe(1);
    expect(last(refused)).toMatch(
      /\.halted\.checkpoint: expected no training of that name \(--resume goes on, --force starts anew\), got one stopped after (one epoch|\d epochs)$/
    );
    expect(existsSync(join(runs, ".halted.checkpoint"))).toBe(true);
    const both = await runHandscope("train", train("halted", "--resume", "--force"), env);
    expect(last(both)).toBe("handscope: options: expected --resume or --force, got both");
    const anew = await runHandscope("train", short("halted", "--force"), env);
    expect(anew.code).toBe(0);
    expect(anew.stderr.match(/^epoch /gm)).toHaveLength(1);
  });

  it("with --resume, reports that a run of the same settings is finished, and refuses other settings", async () => {
    const before = hashFolder(join(runs, "first"));
    const same = await runHandscope("train", train("first", "--resume"), env);
    expect({code: same.code, last: last(same)}).toEqual({
      code: 0,
      last: "first is finished: it was trained with these settings on these digits (--force trains anew)"
    });
    const other = await runHandscope("train", train("first", "--resume", "--epochs", "20"), env);
    expect(other.code).toBe(1);
    expect(last(other)).toMatch(
      /expected a training that was stopped, or a run of the same settings \(--force trains anew\), got a finished run made by npm run train -- --run first/
    );
    expect(hashFolder(join(runs, "first"))).toBe(before);
  });

  it("refuses a name that differs from another only by case, before training", async () => {
    const refused = await runHandscope("train", short("FIRST"), env);
    expect({code: refused.code, stderr: refused.stderr}).toEqual({
      code: 1,
      stderr: 'handscope: --run: expected a run name that differs from "first" by more than case, got "FIRST"\n'
    });
    expect(readdirSync(runs).filter((name) => /first/i.test(name))).toEqual(["first"]);
  });

  it("refuses a second training of one name during the first, and frees the name after Ctrl+C", async () => {
    const {child, ended} = await untilCheckpoint("twice", train("twice", "--epochs", "1000"));
    const refused = await runHandscope("train", train("twice", "--force"), env);
    expect({code: refused.code, stderr: refused.stderr}).toEqual({
      code: 1,
      stderr: `handscope: --run: expected a name that is not being trained, got "twice", which process ${child.pid} trains\n`
    });
    child.kill("SIGINT");
    expect((await ended).code).toBe(1);
    expect(readdirSync(runs).filter((name) => name.includes("twice"))).toEqual([".twice.checkpoint"]);
  });

  it("reports a folder of runs that is a file, with the remedy, before it reads any digit", async () => {
    const place = join(home, "a-file");
    writeFileSync(place, "");
    const {code, stderr} = await runHandscope("train", short("any"), {HANDSCOPE_RUNS: place});
    expect(code).toBe(1);
    expect(stderr).toBe(
      `handscope: ${place}: expected a folder, got a file in its place (move that away, or name another folder with HANDSCOPE_RUNS)\n`
    );
  });
});

describe("train --model cnn --averaging", () => {
  const cnn = (run: string, ...more: string[]) =>
    train(
      run,
      "--model",
      "cnn",
      "--epochs",
      "2",
      "--limit",
      "300",
      "--augment",
      "fading",
      "--averaging",
      "0.9",
      ...more
    );

  it("gives the same weights for the same seed on any number of cores, uninterrupted or killed and resumed", async () => {
    await runHandscope("train", cnn("whole", "--cores", "1"), env);
    const {child, ended} = await untilCheckpoint("broken", cnn("broken", "--cores", "2"));
    child.kill("SIGKILL");
    expect(await ended).toMatchObject({signal: "SIGKILL"});
    const resumed = await runHandscope("train", cnn("broken", "--resume", "--cores", "4"), env);
    expect(resumed.stderr).toMatch(/^going on after epoch 1$/m);
    expect(sha256("broken")).toBe(sha256("whole"));
    expect(sha256("whole")).not.toBe(sha256("first"));
  });
});

describe("train --averaging", () => {
  const short = (run: string, ...more: string[]) => train(run, "--epochs", "1", ...more);

  it("keeps other weights than without, and says so in run.json", async () => {
    await Promise.all([
      runHandscope("train", short("averaged", "--averaging", "0.95"), env),
      runHandscope("train", short("not-averaged"), env)
    ]);
    const about = JSON.parse(read("averaged", "run.json")) as Record<string, unknown>;
    expect(about.command).toMatch(/^npm run train -- --run averaged .* --averaging 0\.95$/);
    expect(about.hyperparameters).toMatchObject({averaging: 0.95});
    const plain = JSON.parse(read("not-averaged", "run.json")) as Record<string, unknown>;
    expect(JSON.stringify(plain)).not.toContain("averaging");
    expect(sha256("averaged")).not.toBe(sha256("not-averaged"));
  });

  it.each(["0", "1", "-0.5", "99.9 %", ""])("refuses a share of %j in one line", async (share) => {
    const {code, stderr} = await runHandscope("train", short("never", "--averaging", share), env);
    expect(code).toBe(1);
    expect(stderr).toBe(`handscope: --averaging: expected a number between 0 and 1, got "${share}"\n`);
  });
});

describe("train --cores", () => {
  it.each(["0", "9", "two"])("refuses %s in one line", async (cores) => {
    const {code, stderr} = await runHandscope("train", train("never", "--cores", cores), env);
    expect(code).toBe(1);
    expect(stderr).toBe(`handscope: --cores: expected a whole number from 1 to 8, got "${cores}"\n`);
  });
});

describe("train --photos --styles", () => {
  it("adds small photos and pen styles to the training images, and says so in run.json", async () => {
    const options = train("photographed", "--epochs", "1", "--photos", "0.1", "--styles", "0.05");
    const {code, stderr} = await runHandscope("train", options, env);
    expect(code).toBe(0);
    expect(stderr).toContain(
      "Ten patterns and pen styles and small photos: 693 training images, 60 validation images\n"
    );
    const about = JSON.parse(read("photographed", "run.json")) as Record<string, unknown>;
    expect(about).toMatchObject({
      dataset: {train: 600 + 30 + 63},
      hyperparameters: {smallPhotos: 0.1, penStyles: 0.05}
    });
    expect(about.command).toMatch(/ --photos 0\.1 --styles 0\.05$/);
  });

  it.each(["0", "-1", "half"])("refuses a share of %s in one line", async (share) => {
    const {code, stderr} = await runHandscope("train", train("never", "--photos", share), env);
    expect(code).toBe(1);
    expect(stderr).toBe(`handscope: --photos: expected a number above 0, got "${share}"\n`);
  });
});

describe("train --fault", () => {
  const faulty = (run: string, ...more: string[]) => train(run, "--fault", "one-output", "--epochs", "2", ...more);

  it("writes a run that says so, with the figures alone: no model, no predictions", async () => {
    expect((await runHandscope("train", faulty("with-a-fault"), env)).code).toBe(0);
    expect(readdirSync(join(runs, "with-a-fault")).sort()).toEqual(["history.csv", "run.json"]);
    const about = JSON.parse(read("with-a-fault", "run.json")) as Record<string, unknown>;
    expect(about.fault).toMatchObject({name: "one-output", counts: [{n: 60, correct: 60}, {n: 60}]});
    expect(about.command).toMatch(/ --fault one-output$/);
  });

  it.each([
    [["--fault", "none"], /expected|Allowed choices/],
    [["--fault", "one-output", "--model", "lda"], /^handscope: --fault: expected --model ann, got "lda"$/m],
    [["--fault", "one-output", "--keep-epochs"], /^handscope: --fault: expected none of --pen, .*, got keepEpochs$/m]
  ])("refuses %j in one line", async (more, message) => {
    const {code, stderr} = await runHandscope("train", train("never", ...more), env);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(readdirSync(runs).filter((name) => name.includes("never"))).toEqual([]);
  });
});

describe("train with a diverging loss", () => {
  it("reports the growth of the loss, advises a learning rate, and leaves nothing behind", async () => {
    const {code, stderr} = await runHandscope("train", train("diverging", "--learning-rate", "1000"), env);
    expect(code).toBe(1);
    expect(stderr.trimEnd().split("\n").at(-1)).toMatch(
      /^handscope: the loss grew from [23](\.\d)? to \S+ in epoch 1: try a learning rate of 0\.001$/
    );
    expect(readdirSync(runs).filter((name) => name.includes("diverging"))).toEqual([]);
  });
});

describe("evaluate", () => {
  it("--json prints one line with the contract's keys and the figures of predictions.csv", async () => {
    const args = ["--run", "first", "--json"];
    const {code, stdout} = await runHandscope("evaluate", args, {...env, HANDSCOPE_DATA: data}, "source");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\{.*\}\n$/);
    const {seconds, ...figures} = JSON.parse(stdout) as Record<string, unknown>;
    expect(seconds).toBeGreaterThanOrEqual(0);
    const expected = recompute(rowsOf(read("first", "predictions.csv")).slice(1));
    expect(Object.keys(JSON.parse(stdout) as object)).toEqual([
      "run",
      "dataset",
      "classes",
      "n",
      "correct",
      "unanswered",
      "accuracy",
      "interval",
      "confusion",
      "ece",
      "seconds"
    ]);
    expect(figures).toEqual({
      run: "first",
      dataset: "patterns",
      classes: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
      n: 60,
      correct: expected.correct,
      unanswered: 0,
      accuracy: expected.correct / 60,
      interval: expected.interval.map((end) => expect.closeTo(end, 10) as number),
      confusion: expected.confusion,
      ece: expect.closeTo(expected.ece, 6)
    });
    expect(expected.confusion[1]![0]).toBeGreaterThanOrEqual(5); // the six 0s labeled 1
  });

  it("--save writes the predictions and the evaluated dataset into the run, and changes nothing else", async () => {
    const other = join(home, `other-${basename(home)}`);
    mkdirSync(other);
    const csv = makeCsv(20);
    writeFileSync(join(other, "test.csv"), csv);
    const trainedOn = JSON.parse(read("second", "run.json")) as {dataset: object; evaluated: {name: string}};
    expect(trainedOn.evaluated).toMatchObject({name: "patterns", n: 60});
    const {code, stdout} = await runHandscope(
      "evaluate",
      ["--run", "second", "--data", other, "--as-is", "--save"],
      env
    );
    clearCache(basename(other));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^second on other-.+: 100\.00 % of 20 test images\n/);
    const rows = rowsOf(csv).slice(1);
    expect(
      rowsOf(read("second", "predictions.csv"))
        .slice(1)
        .map((row) => row[1])
    ).toEqual(rows.map((row) => row[0]));
    expect(read("second", "fingerprints.txt").trimEnd().split("\n")).toEqual(
      rows.map((row) =>
        createHash("sha256")
          .update(Uint8Array.from(row.slice(1), Number))
          .digest("hex")
          .slice(0, 12)
      )
    );
    const about = JSON.parse(read("second", "run.json")) as typeof trainedOn;
    expect(about).toEqual({...trainedOn, evaluated: expect.objectContaining({name: basename(other), n: 20})});
    expect(sha256("second")).toBe(sha256("first"));
  });
});

describe("predict", () => {
  const file = (name: string) => join(home, name);

  beforeAll(async () => {
    await drawPattern(file("small.png"), 4, [200, 160], 30, 30, 20);
    await drawPattern(file("large.png"), 8, [3200, 2400], 300, 600, 400);
    await sharp({create: {width: 50, height: 40, channels: 3, background: "#eee"}})
      .png()
      .toFile(file("blank.png"));
    writeFileSync(file("text.png"), "a text");
  });

  it("--json prints a line for each file: text, confidence, boxes in the file's pixels; or the error", async () => {
    const files = ["small.png", "missing.png", "blank.png", "text.png", "large.png"].map(file);
    const {code, stdout, stderr} = await runHandscope("predict", ["--model", "first", "--json", ...files], env);
    expect(code).toBe(1);
    expect(stderr).toBe(
      `handscope: ${file("missing.png")}: expected an image, got nothing there\n` +
        `handscope: ${file("text.png")}: expected a PNG, JPEG, WebP, GIF, TIFF or AVIF image, got a text\n`
    );
    const lines = stdout.split("\n");
    expect(lines.pop()).toBe("");
    const [small, missing, blank, text, large] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toHaveLength(5);
    const confidence = expect.closeTo(0.96, 1) as number; // 0.91 to 1
    const box = {x: 30, y: 20, width: 120, height: 120};
    const said = {confidence, unsure: true, likelihood: 0}; // the pattern is blots, which no run recognizes as a digit
    expect(small).toEqual({file: files[0], text: "4", ...said, digits: [{digit: 4, ...said, box}], marks: []});
    expect(missing).toEqual({file: files[1], error: `${files[1]!}: expected an image, got nothing there`});
    const none = {text: "", confidence: 0, unsure: false, likelihood: 0, digits: [], marks: []};
    expect(blank).toEqual({file: files[2], ...none});
    expect(text).toEqual({
      file: files[3],
      error: `${files[3]!}: expected a PNG, JPEG, WebP, GIF, TIFF or AVIF image, got a text`
    });
    // Reduced to half its size before it is read, so its edges are a few pixels soft.
    expect(large).toMatchObject({file: files[4], text: "8", digits: [{digit: 8}]});
    const [found] = large!.digits as {box: typeof box}[];
    const off = {x: 600, y: 400, width: 1200, height: 1200};
    for (const side of ["x", "y", "width", "height"] as const)
      expect(Math.abs(found!.box[side] - off[side])).toBeLessThan(12);
  });

  it("prints readable text, by the first run unless one is named, and ends with exit 0", async () => {
    const files = [file("small.png"), file("blank.png")];
    const {code, stdout, stderr} = await runHandscope("predict", files, env);
    expect({code, stderr}).toEqual({code: 0, stderr: ""});
    expect(stdout).toMatch(/^.+small\.png: not a digit; closest match: 4 \(\d+\.\d %\)\n.+blank\.png: no ink\n$/);
  });
});

/** Evaluates the rows of a predictions.csv in plain loops, by the definitions of the figures. */
function recompute(rows: readonly string[][]) {
  const confusion = Array.from({length: 10}, () => new Array<number>(10).fill(0));
  // Expected calibration error: https://arxiv.org/abs/1706.04599, 15 bins (m/15, (m + 1)/15].
  const bins = Array.from({length: 15}, () => ({confidence: 0, correct: 0}));
  let correct = 0;
  for (const [, label, ...fields] of rows) {
    const probabilities = fields.map(Number);
    const confidence = Math.max(...probabilities);
    const answer = probabilities.indexOf(confidence);
    ++confusion[Number(label)]![answer]!;
    const isCorrect = answer === Number(label);
    if (isCorrect) ++correct;
    const bin = bins.findIndex((_, m) => confidence <= (m + 1) / 15);
    bins[bin]!.confidence += confidence;
    bins[bin]!.correct += Number(isCorrect);
  }
  const n = rows.length;
  const ece = bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.correct), 0) / n;
  // Wilson's interval: the two solutions p of (share − p)² = z² p (1 − p) / n.
  const [share, z2] = [correct / n, 1.959963984540054 ** 2];
  const [a, b, c] = [1 + z2 / n, -(2 * share + z2 / n), share * share];
  const root = Math.sqrt(b * b - 4 * a * c);
  return {confusion, correct, ece, interval: [(-b - root) / (2 * a), (-b + root) / (2 * a)]};
}
