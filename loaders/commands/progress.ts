import {SingleBar} from "cli-progress";
import {say} from "./cli.js";

export interface Progress {
  /** Shows the progress: *done* of *total*. */
  update(done: number, total: number): void;
  /** Writes a permanent line above the bar. */
  log(line: string): void;
  stop(): void;
}

/** Milliseconds before a progress bar appears. */
const PATIENCE = 1000;

/** Returns a progress bar on stderr with the time left. If stderr is no terminal, only logged lines appear. */
export function progressBar(what: string): Progress {
  if (!process.stderr.isTTY) return {update: () => undefined, log: say, stop: () => undefined};
  const bar = new SingleBar({
    format: `${what} {bar} {percentage}% | {eta_formatted} left`,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
    etaBuffer: 200
  });
  const start = Date.now();
  let total = 0;
  const stop = () => {
    if (total) bar.stop();
    total = 0;
  };
  return {
    update(done, ofTotal) {
      if (!total && Date.now() - start < PATIENCE) return;
      if (!total) bar.start(ofTotal, done);
      total = ofTotal;
      bar.update(done);
    },
    log(line) {
      process.stderr.write(total ? `\r\u001b[K${line}\n` : `${line}\n`);
    },
    stop
  };
}

/** Returns a callback for the progress of loaders, and a function that ends its bar. */
export function loaderProgress(): {onProgress: (what: string, done: number, total: number) => void; stop: () => void} {
  let current: {what: string; bar: Progress} | undefined;
  return {
    onProgress(what, done, total) {
      if (current?.what !== what) {
        current?.bar.stop();
        current = {what, bar: progressBar(what)};
      }
      current.bar.update(done, total);
    },
    stop: () => current?.bar.stop()
  };
}
