/** Returns where a run's model is, by the run's name, given the address of `desk.json` or `runs.json`, beside which the runs lie. */
export function modelFilesFrom(beside: string): (run: string) => {json: string; weights: string} {
  return (run) => ({json: runFileUrl(beside, run, "model.json"), weights: runFileUrl(beside, run, "weights.bin")});
}

/** Returns the address of a *file* of a *run*, given that of a file, beside which the runs lie. */
export function runFileUrl(beside: string, run: string, file: string): string {
  return new URL(`runs/${run}/${file}`, new URL(beside, document.baseURI)).href;
}
