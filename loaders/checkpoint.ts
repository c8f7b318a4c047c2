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
  lengths: v.array(size),
  step: size,
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
 * Writes a training's state to one file: a line of JSON, then the weights and Adam's two moments as little-endian
 * float32. A reader sees all of it or the one before.
 */
export async function writeCheckpoint(path: string, key: CheckpointKey, state: TrainingState): Promise<void> {
  const {weights, adam, history} = state;
  const header: v.InferInput<typeof Header> = {
    key,
    lengths: weights.map(({length}) => length),
    step: adam.step,
    history: [...history]
  };
  const arrays = [...weights, ...adam.m, ...adam.v].map((a) => Buffer.from(a.buffer, a.byteOffset, a.byteLength));
  await writeFileAtomically(path, Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...arrays]));
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
    throw new InputError(path, "a checkpoint", "a damaged file (train without --resume to start anew)");
  }
  for (const [name, value] of Object.entries(key)) {
    if (header.key[name] !== value) {
      throw new InputError(path, `a checkpoint with ${name} ${value}`, `one with ${header.key[name]}`);
    }
  }
  const total = 3 * 4 * header.lengths.reduce((a, b) => a + b, 0);
  const body = new Uint8Array(bytes.subarray(end + 1)); // a copy: float32 views need an aligned start
  if (body.length !== total) throw new InputError(path, `${total} bytes after the header`, `${body.length}`);
  let offset = 0;
  const next = (length: number) => {
    const array = new Float32Array(body.buffer, offset, length);
    offset += 4 * length;
    return array;
  };
  const [weights, m, squares] = [0, 1, 2].map(() => header.lengths.map(next)) as [
    Float32Array[],
    Float32Array[],
    Float32Array[]
  ];
  return {weights, adam: {m, v: squares, step: header.step}, history: header.history};
}

/** Removes a checkpoint that is no longer needed. */
export async function removeCheckpoint(path: string): Promise<void> {
  await rm(path, {force: true});
}
