import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {unzipSync} from "fflate";
import {afterAll, beforeAll, describe, expect, it, vi} from "vitest";
import {readRunFiles} from "../../../src/components/run/openRun.js";
import {runArchive} from "../../../src/components/run/runArchive.js";
import {parseKernels} from "../../../src/run/kernelHistory.js";
import {handmadeOwnRun} from "./handmadeOwnRun.js";

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "handscope-archive-"));
  vi.stubEnv("HANDSCOPE_RUNS", home); // read when loaders/paths.ts is loaded
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(home, {recursive: true});
});

const run = handmadeOwnRun();

describe("runArchive(run)", () => {
  it("is a folder that data/runs takes, whole", async () => {
    for (const [path, bytes] of Object.entries(unzipSync(runArchive(run)))) {
      mkdirSync(dirname(join(home, path)), {recursive: true});
      writeFileSync(join(home, path), bytes);
    }
    const {inspectRun, listRuns, readClassifier} = await import("../../../loaders/runs/runs.js");
    expect(await listRuns()).toEqual(["mine-1"]);
    const inspected = await inspectRun("mine-1");
    expect(inspected.problems).toEqual([]);
    expect(inspected.run).toMatchObject({
      history: run.history,
      epochs: run.epochs,
      predictions: run.answers!.predictions
    });
    expect(inspected.run.about).toMatchObject({title: run.about.title, unsureBelow: 0.75, dataset: {sha256: "ab"}});
    expect(parseKernels(inspected.run.kernels!, "first-layer.npz")).toEqual(run.kernels);
    expect((await readClassifier("mine-1")).name).toBe("mine-1");
  });

  it("opens as a run of the visitor's, with the site's images where their labels are the same", async () => {
    const zip = {
      name: "mine-1.zip",
      arrayBuffer: () => Promise.resolve(runArchive(run).buffer),
      text: () => Promise.reject()
    };
    const opened = await readRunFiles([zip], () => [], {
      test: Uint8Array.of(3, 1, 4),
      validation: Uint8Array.of(5, 6, 7)
    });
    expect(opened).toMatchObject({
      name: run.about.title,
      history: run.history,
      epochs: run.epochs,
      validationFound: false, // there are three of them
      saved: run.saved,
      kernels: run.kernels,
      unsureBelow: 0.75,
      problems: [],
      note: undefined
    });
    expect(opened.answers).toEqual(run.answers);
    const elsewhere = await readRunFiles([zip], () => [], {test: Uint8Array.of(3, 1, 5)});
    expect(elsewhere.answers!.images).toEqual(Int32Array.of(-1, -1, -1));
    expect(elsewhere.note).toContain("can’t be shown");
  });

  it("that is no zip is told of", async () => {
    const bytes = new TextEncoder().encode("not a zip");
    const zip = {name: "x.zip", arrayBuffer: () => Promise.resolve(bytes.buffer), text: () => Promise.reject()};
    const {problems} = await readRunFiles([zip], () => []);
    expect(problems[0]).toBe("x.zip: expected a zip file, got something else (invalid zip data)");
  });
});
