import {readBatch, type BatchResult, type PictureBatch} from "./batch.js";

/** What a process is asked. */
export interface Task {
  readonly id: number;
  readonly batch: PictureBatch;
  readonly mostPixels: number;
}

/** What it answers. */
export type Answer = {readonly id: number} & ({readonly result: BatchResult} | {readonly error: unknown});

// What a process does that works on batches for another; it ends when that one does, or lets go of it.

process.on("SIGINT", () => {}); // Ctrl+C reaches all processes; the one that was started says when to end
process.on("message", ({id, batch, mostPixels}: Task) => {
  const answer = (what: Answer) => process.send!(what);
  readBatch(batch, mostPixels).then(
    (result) => answer({id, result}),
    (error: unknown) => answer({id, error})
  );
});
