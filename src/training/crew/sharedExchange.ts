import type {Lengths, OwnedExchange} from "./exchange.js";
import {createAdder, sumPairwise} from "./pairwise.js";

/** Memory that the workers of a training share. */
export interface SharedRoom extends Lengths {
  readonly buffer: SharedArrayBuffer;
  /** The number of workers. */
  readonly size: number;
}

/** Bytes of a cache line: what two workers write at the same time lies in different lines. */
const LINE = 64;
const VALUES_PER_LINE = LINE / Float32Array.BYTES_PER_ELEMENT;

/** How often a worker looks for the others before it sleeps: for about 0.1 ms, as waking up takes longer. */
const SPINS = 20_000;

/** The longest sleep, in milliseconds; after it, messages, timers and signals get a turn. */
const MAX_SLEEP = 20;

/** Returns memory for the exchange of *size* workers. */
export function createRoom(size: number, lengths: Lengths): SharedRoom {
  return {buffer: new SharedArrayBuffer(layOut({size, ...lengths}).bytes), size, ...lengths};
}

/**
 * Returns where things are in a room, in bytes: at the start the number of arrivals, then each worker's figures, then each
 * worker's values and, at *total*, their sums. A *part* is how many of the values one worker adds up.
 */
function layOut({size, values, figures}: Omit<SharedRoom, "buffer">) {
  const figuresRoom = Math.ceil((8 * figures) / LINE) * LINE;
  const part = Math.ceil(values / size / VALUES_PER_LINE) * VALUES_PER_LINE;
  const valuesRoom = 4 * size * part;
  const start = LINE + size * figuresRoom;
  const total = start + size * valuesRoom;
  return {
    part,
    figuresOf: (rank: number) => LINE + rank * figuresRoom,
    valuesOf: (rank: number) => start + rank * valuesRoom,
    total,
    bytes: total + valuesRoom
  };
}

/**
 * Returns the exchange of worker *rank* over shared memory, for threads that may block. Each worker adds up one part of the
 * values, with the compiled kernels of *module* if there are any. The workers meet twice a call, so the memory can be
 * reused: when they meet with their values in place, all have read the last sums, and when they meet with the sums in
 * place, all have read the values.
 */
export function sharedExchange(rank: number, room: SharedRoom, module: WebAssembly.Module | undefined): OwnedExchange {
  const {buffer, size, values: count, figures: figureCount} = room;
  const {part, figuresOf, valuesOf, total} = layOut(room);
  const ranks = Array.from({length: size}, (_, i) => i);
  const others = ranks.filter((other) => other !== rank);
  /** Returns the part that worker *of* adds up of the values that begin at byte *start*. */
  const partAt = (start: number, of: number) => {
    const length = Math.max(0, Math.min(part, count - of * part)); // the last parts may be shorter or empty
    return new Float32Array(buffer, start + 4 * of * part, length);
  };
  const arrivals = new Int32Array(buffer, 0, 1);
  const allFigures = ranks.map((one) => new Float64Array(buffer, figuresOf(one), figureCount));
  const sent = ranks.map((other) => partAt(valuesOf(rank), other));
  const received = ranks.map((other) => partAt(valuesOf(other), rank));
  const sums = ranks.map((one) => partAt(total, one));
  const adder = createAdder(size, part, module);
  let expected = 0;
  let failure: {readonly reason: unknown} | undefined;

  /** Resolves when all workers have called it as often as this one. */
  async function meet(): Promise<void> {
    expected += size;
    if (Atomics.add(arrivals, 0, 1) + 1 === expected) return void Atomics.notify(arrivals, 0);
    for (let i = 0; i < SPINS; ++i) if (Atomics.load(arrivals, 0) >= expected) return;
    for (let seen = Atomics.load(arrivals, 0); seen < expected; seen = Atomics.load(arrivals, 0)) {
      if (Atomics.wait(arrivals, 0, seen, MAX_SLEEP) !== "timed-out") continue;
      await new Promise((resolve) => setTimeout(resolve));
      if (failure) throw failure.reason;
    }
  }

  async function allReduce(values: Float32Array, figures: Float64Array): Promise<void> {
    if (failure) throw failure.reason;
    const parts = ranks.map((one) => values.subarray(one * part, (one + 1) * part));
    for (const other of others) sent[other]!.set(parts[other]!);
    allFigures[rank]!.set(figures);
    await meet();
    for (const one of ranks) adder.terms[one]!.set(one === rank ? parts[rank]! : received[one]!);
    adder.add();
    sums[rank]!.set(adder.terms[0]!.subarray(0, parts[rank]!.length));
    for (let k = 0; k < figureCount; ++k) figures[k] = sumPairwise(allFigures.map((one) => one[k]!));
    await meet();
    for (const one of ranks) parts[one]!.set(sums[one]!);
  }

  return {rank, size, allReduce, fail: (reason) => void (failure ??= {reason}), close: () => {}};
}
