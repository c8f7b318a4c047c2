import {readdirSync, readFileSync} from "node:fs";

/** Milliseconds between two samples. */
const EVERY = 50;

/**
 * Samples the resident memory of a process and all its descendants every 50 ms. `stop` returns the peak of their sum,
 * in bytes; pages shared between processes count for each of them. Returns 0 on systems without /proc, that is, not
 * Linux.
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
    return 0; // the process has ended
  }
}

/** Lists child processes. /proc lists them by the thread that started them. */
function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ").filter(Boolean).map(Number)
  );
}
