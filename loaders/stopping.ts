import {rmSync} from "node:fs";

const cleanups = new Set<() => void>();

/** Has *cleanup*, which may not wait, called where the process is stopped; returns what calls that off. */
export function onStop(cleanup: () => void): () => void {
  cleanups.add(cleanup);
  return () => void cleanups.delete(cleanup);
}

/** Has what is at *path* removed where the process is stopped; returns what calls that off. */
export function removeOnStop(path: string): () => void {
  return onStop(() => rmSync(path, {recursive: true, force: true, maxRetries: 5, retryDelay: 50}));
}

/**
 * From now on a signal that ends the process (Ctrl+C, kill, a closed terminal) first cleans up. What listens to the signal
 * itself decides alone.
 */
export function cleanUpOnSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    const stop = () => {
      if (process.listenerCount(signal) > 1) return;
      process.off(signal, stop);
      try {
        // The latest first: who still writes is ended before what is written is removed.
        for (const cleanup of [...cleanups].reverse()) cleanup();
      } finally {
        process.kill(process.pid, signal); // ends the process as if nobody had listened
      }
    };
    process.on(signal, stop);
  }
}
