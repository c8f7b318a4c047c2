import {readdir, readFile, rm} from "node:fs/promises";
import {basename, dirname, join} from "node:path";
import * as v from "valibot";
import {InputError} from "../../src/inputError.js";
import type {TrainingState} from "../../src/training/train.js";
import {writeFileAtomically} from "../files.js";

/** What must be equal for a training to go on from a checkpoint. */
export type CheckpointKey = Readonly<Record<string, string | number>>;

const size = v.pipe(v.number(), v.integer(), v.minValue(0));
const orNaN = v.pipe(
  v.nullable(v.number()),
  v.transform((value) => value ?? NaN) // JSON has null for NaN
);

const Header = v.object({
  key: v.record(v.string(), v.union([v.string(), v.number()])),
  weights: size,
  step: size,
  hasBest: v.boolean(),
  isAveraged: v.boolean(),
  history: v.array(
    v.object({
      epoch: size,
      loss: v.number(),
      accuracy: v.number(),
      val_loss: orNaN,
      val_accuracy: orNaN,
      learning_rate: v.number(),
      seconds: v.number()
    })
  )
});

/**
 * Writes a training's state to one file: a line of JSON, then the weights, Adam's two moments, and the best and the averaged
 * weights where there are any, as little-endian float32. A reader sees all of it or the one before.
 */
export async function writeCheckpoint(path: string, key: CheckpointKey, state: TrainingState): Promise<void> {
  const {weights, adam, averaged, history, best} = state;
  const header: v.InferInput<typeof Header> = {
    key,
    weights: weights.length,
    step: adam.step,
    hasBest: Boolean(best),
    isAveraged: Boolean(averaged),
    history: [...history]
  };
  const arrays = [weights, adam.m, adam.v, best, averaged].filter((array) => array !== undefined);
  const bytes = arrays.map((a) => Buffer.from(a.buffer, a.byteOffset, a.byteLength));
  await writeFileAtomically(path, Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...bytes]));
}

/**
 * Returns the state in a checkpoint; undefined where there is none. The training is to have *epochs* in all.
 * @throws InputError for a checkpoint of other settings, other images or more epochs, or a damaged one
 */
export async function readCheckpoint(
  path: string,
  key: CheckpointKey,
  epochs = Infinity
): Promise<TrainingState | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  if (!bytes) return undefined;
  const end = bytes.indexOf("\n");
  let header: v.InferOutput<typeof Header>;
  try {
    header = v.parse(Header, JSON.parse(bytes.toString("utf8", 0, end)));
  } catch {
    throw new InputError(path, "a checkpoint", "a damaged file (--force starts anew)");
  }
  checkKey(path, key, header.key);
  const {weights: length, step, hasBest, isAveraged, history} = header;
  if (history.length > epochs) {
    const got = `${history.length} (--epochs ${history.length} or more goes on; --force starts anew)`;
    throw new InputError(path, `at most ${epochs} epochs trained`, got);
  }
  const total = 4 * length * (3 + Number(hasBest) + Number(isAveraged));
  const body = new Uint8Array(bytes.subarray(end + 1)); // a copy: float32 views need an aligned start
  if (body.length !== total) throw new InputError(path, `${total} bytes after the header`, `${body.length}`);
  const part = (k: number) => new Float32Array(body.buffer, 4 * length * k, length);
  return {
    weights: part(0),
    adam: {m: part(1), v: part(2), step},
    history,
    best: hasBest ? part(3) : undefined,
    averaged: isAveraged ? part(3 + Number(hasBest)) : undefined
  };
}

/** Settings whose values are hashes, which tell a person nothing: what differs and what to do, in words. */
const IN_WORDS: Readonly<Record<string, readonly [expected: string, got: string]>> = {
  images: [
    "a checkpoint of these images",
    "one that was trained on other images: name the same --data, or start anew with --force " +
      "(--limit, --pen, --skip-bad and --as-is change the images too)"
  ],
  start: [
    "a checkpoint with the same --start",
    "one that began with other weights: name the same --start, or start anew with --force"
  ]
};

/** @throws InputError that names the first setting that differs and both values; the images follow from others: last */
function checkKey(path: string, expected: CheckpointKey, found: CheckpointKey): void {
  const names = [...new Set([...Object.keys(expected), ...Object.keys(found)])].filter(
    (name) => found[name] !== expected[name]
  );
  const name = names.find((one) => one !== "images") ?? names[0];
  if (name === undefined) return;
  const words = IN_WORDS[name];
  if (words) throw new InputError(path, ...words);
  const option = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new InputError(
    path,
    `a checkpoint ${setting(name, option, expected[name])}`,
    `one ${setting(name, option, found[name])}: name the same ${option}, or start anew with --force`
  );
}

/** Returns a setting as a person gives it: what is not given is "none" or, a patience, 0 in a checkpoint. */
function setting(name: string, option: string, value: string | number | undefined): string {
  const isGiven = value !== undefined && value !== "none" && !(name === "patience" && value === 0);
  return isGiven ? `with ${option} ${value}` : `without ${option}`;
}

/** Returns after how many whole epochs a checkpoint was written; undefined where there is none, 0 for a damaged one. */
export async function countCheckpointEpochs(path: string): Promise<number | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  if (!bytes) return undefined;
  try {
    return v.parse(Header, JSON.parse(bytes.toString("utf8", 0, bytes.indexOf("\n")))).history.length;
  } catch {
    return 0;
  }
}

/** Removes a checkpoint, or another file of a training under way, that is no longer needed. */
export async function removeCheckpoint(path: string): Promise<void> {
  await rm(path, {force: true});
}

/**
 * Removes what processes that were killed while they wrote any of the *files* left beside them. Only who has claimed the
 * run may: another process's file would be under way.
 */
export async function removePartials(files: readonly string[]): Promise<void> {
  for (const file of files) {
    const prefix = `${basename(file)}.partial-`;
    const entries = await readdir(dirname(file)).catch(() => []);
    const left = entries.filter((entry) => entry.startsWith(prefix) && /^\d+$/.test(entry.slice(prefix.length)));
    await Promise.all(left.map((entry) => rm(join(dirname(file), entry), {force: true})));
  }
}
