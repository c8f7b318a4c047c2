/** Where `sessionStorage` has the name of the run that is being trained: still there after a reload, it was lost. */
const UNFINISHED = "handscope:training";

/** Takes note that a *run* is being trained, or with undefined that none is. */
export function noteUnfinished(run: string | undefined): void {
  try {
    if (run) sessionStorage.setItem(UNFINISHED, run);
    else sessionStorage.removeItem(UNFINISHED);
  } catch {
    return; // no storage: then nothing is said after a reload
  }
}

/** Returns the name of the run whose training ended when its page was left, if any. */
export function readUnfinished(): string | undefined {
  try {
    return sessionStorage.getItem(UNFINISHED) ?? undefined;
  } catch {
    return undefined;
  }
}
