import {isHeavy} from "../../src/run/modelFiles.js";
import type {DeskRun} from "../../src/stats/deskRuns.js";
import {readModelFolder} from "./modelFiles.js";
import {runFolder} from "./runs.js";

/** Resolves to *runs*, those of heavy kinds with the bytes that a browser loads for them. @throws InputError as `readModelFolder` does */
export function withBytes(runs: readonly DeskRun[]): Promise<DeskRun[]> {
  return Promise.all(runs.map(async (run) => (isHeavy(run.kind) ? {...run, bytes: await modelBytes(run)} : run)));
}

/** Resolves to the bytes that a browser loads for the model of a run. @throws InputError as `readModelFolder` does */
export async function modelBytes({name, kind}: Pick<DeskRun, "name" | "kind">): Promise<number> {
  const files = Object.values(await readModelFolder(runFolder(name), kind));
  return files.reduce((sum, {length}) => sum + length, 0);
}
