import {readFile, rm} from "node:fs/promises";
import * as v from "valibot";
import {InputError} from "../src/inputError.js";
import type {TrainingState} from "../src/training/train.js";
import {writeFileAtomically} from "./files.js";

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
 * Writes a training's state to one file: a line of JSON, then the weights, Adam's two moments, and the best weights where
 * there are any, as little-endian float32. A reader sees all of it or the one before.
 */
export async function writeCheckpoint(path: string, key: CheckpointKey, state: TrainingState): Promise<void> {
  const {weights, adam, history, best} = state;
  const header: v.InferInput<typeof Header> = {
    key,
    weights: weights.length,
    step: adam.step,
    hasBest: Boolean(best),
    history: [...history]
  };
  const arrays = [weights, adam.m, adam.v, ...(best ? [best] : [])];
  const bytes = arrays.map((a) => Buffer.from(a.buffer, a.byteOffset, a.byteLength));
  await writeFileAtomically(path, Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...bytes]));
}

/**
 * Returns the state in a checkpoint; undefined where there is none.
 * @throws InputError for a checkpoint of other settings or other digits, or a damaged one
 */
export async function readCheckpoint(path: string, key: CheckpointKey): Promise<TrainingState | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  if (!bytes) return undefined;
  const end = bytes.indexOf("\n");
  let header: v.InferOutput<typeof Header>;
  try {
    header = v.parse(Header, JSON.parse(bytes.toString("utf8", 0, end)));
  } catch {
    throw new InputError(path, "a checkpoint", "a damaged file (--force starts anew)");
  }
  for (const name of new Set([...Object.keys(key), ...Object.keys(header.key)])) {
    if (header.key[name] !== key[name]) {
      throw new InputError(
        path,
        `a checkpoint with ${name} ${key[name] ?? "of its own"}`,
        `one with ${header.key[name]}`
      );
    }
  }
  const {weights: length, step, hasBest, history} = header;
  const total = 4 * length * (hasBest ? 4 : 3);
  const body = new Uint8Array(bytes.subarray(end + 1)); // a copy: float32 views need an aligned start
  if (body.length !== total) throw new InputError(path, `${total} bytes after the header`, `${body.length}`);
  const [weights, m, squares, best] = [0, 1, 2, 3].map((k) =>
    k < 3 || hasBest ? new Float32Array(body.buffer, 4 * length * k, length) : undefined
  );
  return {weights: weights!, adam: {m: m!, v: squares!, step}, history, best};
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
