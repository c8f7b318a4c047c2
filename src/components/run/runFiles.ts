/** Returns where a run's model is, by the run's name, given the address of `desk.json` or `runs.json`, beside which the runs lie. */
export function modelFilesFrom(beside: string): (run: string) => {json: string; weights: string} {
  return (run) => ({json: runFileUrl(beside, run, "model.json"), weights: runFileUrl(beside, run, "weights.bin")});
}

/** Returns the first of *runs* that has a detector, for those that have none, with its files beside *beside*; undefined for none. */
export function detectorFrom(
  runs: readonly {readonly name: string; readonly hasDetector?: boolean}[],
  beside: string
): {run: string; model: {json: string; weights: string}} | undefined {
  const run = runs.find(({hasDetector}) => hasDetector)?.name;
  return run === undefined ? undefined : {run, model: modelFilesFrom(beside)(run)};
}

/** Returns the address of a *file* of a *run*, given that of a file, beside which the runs lie. */
export function runFileUrl(beside: string, run: string, file: string): string {
  return new URL(`runs/${run}/${file}`, new URL(beside, document.baseURI)).href;
}
