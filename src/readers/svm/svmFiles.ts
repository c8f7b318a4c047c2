import * as v from "valibot";
import {InputError} from "../../inputError.js";
import {PIXELS} from "../../ink/image/grid.js";
import {formatNpy, parseNpy} from "../../npy.js";
import {parseJson} from "../../parseJson.js";
import {fileOf, type ModelFiles} from "../../run/modelFiles.js";
import type {Components} from "../classical/principalComponents.js";
import type {Levels} from "../vectors/levels.js";
import {formatVectors, parseVectors} from "../vectors/vectorFiles.js";
import type {Machine} from "./machine.js";
import type {SupportVectors} from "./svm.js";

const positive = v.pipe(v.number(), v.minValue(Number.MIN_VALUE), v.finite());
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));

const SettingsJson = v.object({
  gamma: positive,
  deskewed: v.boolean(),
  temperature: positive,
  /** `Machine.labels` and `Machine.counts`. */
  labels: v.array(whole),
  counts: v.array(whole)
});

/** The numbers of `settings.json` that are no part of the machine. */
export type SvmSettings = Pick<v.InferOutput<typeof SettingsJson>, "gamma" | "deskewed" | "temperature">;

/** Formats a run's `model/` folder. */
export function formatSvm(
  {components, rounded, machine}: {components: Components; rounded: Levels; machine: Machine},
  settings: SvmSettings
): Record<string, Uint8Array> {
  const {labels, counts, coefficients, intercepts} = machine;
  const others = labels.length - 1;
  const all = {...settings, labels: [...labels], counts: [...counts]};
  return {
    ...formatVectors(components, rounded),
    "coefficients.npy": formatNpy({shape: [others, coefficients.length / others], values: coefficients}, "<f4"),
    "intercepts.npy": formatNpy({shape: [intercepts.length], values: intercepts}, "<f4"),
    "settings.json": new TextEncoder().encode(`${JSON.stringify(all)}\n`)
  };
}

/**
 * Parses a run's `model/` folder for *classes* classes. *source* names the folder in errors.
 * @throws InputError for a file that is missing, or not what its name says
 */
export function parseSvm(files: ModelFiles, source: string, classes: number): SupportVectors {
  const {components, vectors} = parseVectors(files, source);
  const count = vectors.length / (components.components.length / PIXELS);
  const text = new TextDecoder().decode(fileOf(files, "settings.json", source));
  const at = `${source}/settings.json`;
  const {labels, counts, ...settings} = parseJson(SettingsJson, text, at);
  const m = labels.length;
  const isAscending = labels.every((label, k) => k === 0 || label > labels[k - 1]!);
  if (m < 2 || !isAscending || labels[m - 1]! >= classes)
    throw new InputError(at, `labels of two classes or more below ${classes}, ascending`, `[${labels.join(", ")}]`);
  const sum = counts.reduce((a, b) => a + b, 0);
  if (counts.length !== m || sum !== count)
    throw new InputError(at, `counts of ${m} classes with a sum of ${count}`, `[${counts.join(", ")}]`);
  const read = (file: string, shape: readonly number[]): Float32Array => {
    const array = parseNpy(fileOf(files, file, source), `${source}/${file}`);
    const [expected, got] = [shape, array.shape].map((sides) => sides.join(" × "));
    if (got !== expected) throw new InputError(`${source}/${file}`, `${expected} values`, `${got}`);
    if (!array.values.every(Number.isFinite))
      throw new InputError(`${source}/${file}`, "finite values", "NaN or infinity");
    return array.values;
  };
  const machine = {
    labels: Uint8Array.from(labels),
    counts: Uint32Array.from(counts),
    coefficients: read("coefficients.npy", [m - 1, count]),
    intercepts: read("intercepts.npy", [(m * (m - 1)) / 2])
  };
  return {components, vectors, machine, ...settings};
}
