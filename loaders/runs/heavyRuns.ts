import {isHeavy} from "../../src/run/modelFiles.js";
import type {DeskRun} from "../../src/stats/deskRuns.js";
import {readModelFolder} from "./modelFiles.js";
import {runFolder} from "./runs.js";

/** Resolves to *runs*, those of heavy kinds with the bytes that a browser loads for them. @throws InputError as `readModelFolder` does */
export function withBytes(runs: readonly DeskRun[]): Promise<DeskRun[]> {
  return Promise.all(
    runs.map(async (run) => {
      if (!isHeavy(run.kind)) return run;
      const files = Object.values(await readModelFolder(runFolder(run.name), run.kind));
      return {...run, bytes: files.reduce((sum, {length}) => sum + length, 0)};
    })
  );
}
