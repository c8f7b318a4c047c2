import {readdirSync, readFileSync} from "node:fs";

/** Milliseconds between two looks. */
const EVERY = 50;

/**
 * Watches a process and all that it started, and theirs; `stop` returns the most bytes that were resident in all of them
 * at a time, pages that they share counted for each. Looks every 50 ms; 0 where there is no /proc, but on Linux.
 */
export function watchMemory(pid: number): {stop: () => number} {
  let most = 0;
  const timer = setInterval(() => (most = Math.max(most, residentBytes(pid))), EVERY);
  return {
    stop: () => {
      clearInterval(timer);
      return most;
    }
  };
}

function residentBytes(pid: number): number {
  try {
    const kilobytes = Number(/VmRSS:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
    return kilobytes * 1024 + childrenOf(pid).reduce((sum, child) => sum + residentBytes(child), 0);
  } catch {
    return 0; // it has ended
  }
}

/** Each thread lists those that it started. */
function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ").filter(Boolean).map(Number)
  );
}
