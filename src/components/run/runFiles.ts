import {KIND_FILES, type ModelSource} from "../../run/modelFiles.js";

/** What of a run says how its reader is made. */
interface ReadingRun extends Pick<ModelSource, "kind" | "classes"> {
  readonly name: string;
}

/** Returns what makes the reader of each of *runs*, given the address of `desk.json` or `runs.json`, beside which their files lie. */
export function modelsBeside(runs: readonly ReadingRun[], beside: string): (run: string) => ModelSource {
  const byName = new Map(runs.map((run) => [run.name, run]));
  const sources = new Map<string, ModelSource>(); // asked for with every answer
  return (name) => {
    const known = sources.get(name);
    if (known) return known;
    const run = byName.get(name);
    if (!run) throw new RangeError(`expected one of the runs ${[...byName.keys()].join(", ")}, got "${name}"`);
    const {kind, classes} = run;
    const source = {kind, classes, files: addressesOf(kind, (file) => runFileUrl(beside, name, file))};
    sources.set(name, source);
    return source;
  };
}

/** Returns the first of *runs* that has a detector, for those that have none, with what makes its reader; undefined for none. */
export function detectorFrom(
  runs: readonly (ReadingRun & {readonly hasDetector?: boolean})[],
  beside: string
): {run: string; model: ModelSource} | undefined {
  const run = runs.find(({hasDetector}) => hasDetector);
  return run && {run: run.name, model: modelsBeside(runs, beside)(run.name)};
}

/** Returns the address of each file of a *kind*, as *addressOf* gives it. */
export function addressesOf(kind: ModelSource["kind"], addressOf: (file: string) => string): ModelSource["files"] {
  return Object.fromEntries(KIND_FILES[kind].map((file) => [file, addressOf(file)]));
}

/** Returns the address of a *file* of a *run*, given that of a file, beside which the runs lie. */
export function runFileUrl(beside: string, run: string, file: string): string {
  return new URL(`runs/${run}/${file}`, new URL(beside, document.baseURI)).href;
}
