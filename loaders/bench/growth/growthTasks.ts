import {spawn} from "node:child_process";
import {fileURLToPath} from "node:url";
import type {GrowthPoint} from "../../../src/stats/growth/growth.js";
import {ROOT} from "../../paths.js";
import type {GrowthSite, Measured} from "./growthSite.js";
import {measureProcess} from "./measureProcess.js";

/** One size of one relation: what is measured of it first, and how. */
export interface GrowthTask extends Pick<GrowthPoint, "what" | "by" | "n"> {
  measure(site: () => Promise<GrowthSite>): Promise<Measured[]>;
}

const IMAGES = [1000, 3000, 10_000, 30_000, 100_000, 300_000, 1_000_000];
const RUNS = [10, 30, 100, 300];
const UNITS = [32, 64, 128, 256, 512, 1024];

/** A training's most images, and as many as it has where its parameters grow. */
const [TRAINED, TRAINED_PARAMETERS] = [30_000, 10_000];
/** The units of a hidden layer of the documents' network. */
const DOCUMENTS_UNITS = 128;

/** Seconds after which a training is stopped. */
const LIMIT = 15 * 60;

/** Returns all that is measured, the short ones first. */
export function growthTasks({mostImages = Infinity, mostRuns = Infinity} = {}): GrowthTask[] {
  const trained = IMAGES.filter((n) => n <= Math.min(TRAINED, mostImages));
  return [
    ...["ann", "cnn"].flatMap((model) =>
      trained.map((n) => trainingTask({by: "images", n}, model, {images: n, units: DOCUMENTS_UNITS}))
    ),
    ...UNITS.map((units) =>
      trainingTask({by: "parameters", n: parametersOf(units)}, "ann", {images: TRAINED_PARAMETERS, units})
    ),
    ...RUNS.filter((n) => n <= mostRuns).map((n) => ({
      ...({what: "build", by: "runs", n} as const),
      measure: async (site: () => Promise<GrowthSite>) => (await site()).buildOfRuns(n)
    })),
    ...IMAGES.filter((n) => n <= mostImages).map((n) => ({
      ...({what: "build", by: "images", n} as const),
      measure: async (site: () => Promise<GrowthSite>) => (await site()).buildOfImages(n)
    }))
  ];
}

/** Returns the parameters of the documents' network with two hidden layers of *units*: weights and biases of each layer. */
export function parametersOf(units: number): number {
  return 785 * units + (units + 1) * units + (units + 1) * 10;
}

function trainingTask(
  size: Pick<GrowthPoint, "by" | "n">,
  model: string,
  {images, units}: {images: number; units: number}
): GrowthTask {
  const what = `epoch of the ${model}`;
  return {
    what,
    ...size,
    measure: async () => {
      const script = fileURLToPath(new URL("trainPoint.ts", import.meta.url));
      const args = ["--import", "tsx", script, model, String(images), String(units)];
      const cost = await measureProcess(
        spawn(process.execPath, args, {cwd: ROOT, stdio: ["ignore", "pipe", "pipe"]}),
        LIMIT
      );
      if ("failure" in cost) return [{what, quantity: "seconds", value: undefined, note: cost.failure}];
      return [
        {what, quantity: "seconds", value: Number(cost.output), note: ""},
        {what, quantity: "MB", value: cost.megabytes, note: ""}
      ];
    }
  };
}
