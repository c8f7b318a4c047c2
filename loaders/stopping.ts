import {rmSync} from "node:fs";

const cleanups = new Set<() => void>();

/**
 * Registers *cleanup*, which must be synchronous, for when the process is stopped; returns a function that unregisters
 * it.
 */
export function onStop(cleanup: () => void): () => void {
  cleanups.add(cleanup);
  return () => void cleanups.delete(cleanup);
}

/** Registers *path* for removal when the process is stopped; returns a function that unregisters it. */
export function removeOnStop(path: string): () => void {
  return onStop(() => rmSync(path, {recursive: true, force: true, maxRetries: 5, retryDelay: 50}));
}

/**
 * Runs the cleanups before a signal (Ctrl+C, kill, a closed terminal) ends the process. If the signal has other
 * listeners, leaves it to them.
 */
export function cleanUpOnSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    const stop = () => {
      if (process.listenerCount(signal) > 1) return;
      process.off(signal, stop);
      try {
        // Latest first: a writer is stopped before its files are removed.
        for (const cleanup of [...cleanups].reverse()) cleanup();
      } finally {
        process.kill(process.pid, signal); // ends the process as if there were no listener
      }
    };
    process.on(signal, stop);
  }
}
