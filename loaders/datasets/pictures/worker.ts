import {readBatch, type BatchResult, type PictureBatch} from "./batch.js";

/** The message to a worker process. */
export interface Task {
  readonly id: number;
  readonly batch: PictureBatch;
  readonly mostPixels: number;
}

/** Its reply. */
export type Answer = {readonly id: number} & ({readonly result: BatchResult} | {readonly error: unknown});

// The main program of a worker process. It ends when its parent ends or disconnects.

process.on("SIGINT", () => {}); // Ctrl+C reaches all processes; the parent decides when this one ends
process.on("message", ({id, batch, mostPixels}: Task) => {
  const answer = (what: Answer) => process.send!(what);
  readBatch(batch, mostPixels).then(
    (result) => answer({id, result}),
    (error: unknown) => answer({id, error})
  );
});
