import {parentPort} from "node:worker_threads";
import {follow, type FollowerPort} from "../../../src/training/crew/follow.js";
import {addUp, type Sums} from "./sums.js";

/** What the followers of these tests are asked to do. */
export interface TestRequest {
  /** What each rank adds in each step. */
  readonly steps: readonly Sums[];
  /** What goes wrong after that at the highest rank. */
  readonly fault?: "throws" | "exits" | "breaks" | "spins" | undefined;
}

follow<TestRequest>(parentPort as unknown as FollowerPort, async ({steps, fault}, exchange) => {
  for (const step of steps) await addUp(exchange, step);
  if (exchange.rank < exchange.size - 1) return;
  if (fault === "throws") throw new RangeError("the weights of rank 1 are gone");
  if (fault === "exits") process.exit(3);
  if (fault === "breaks") setTimeout(() => (undefined as unknown as {go(): void}).go());
  while (fault === "spins");
});
