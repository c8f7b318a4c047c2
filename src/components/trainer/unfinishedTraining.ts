import {readStored, writeStored} from "../page/stored.js";

/** Where `sessionStorage` has the name of the run that is being trained: still there after a reload, it was lost. */
const UNFINISHED = "handscope:training";

/** Takes note that a *run* is being trained, or with undefined that none is. Without storage nothing is said after a reload. */
export function noteUnfinished(run: string | undefined): void {
  writeStored("sessionStorage", UNFINISHED, run || undefined);
}

/** Returns the name of the run whose training ended when its page was left, if any. */
export function readUnfinished(): string | undefined {
  return readStored("sessionStorage", UNFINISHED);
}
