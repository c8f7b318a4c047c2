/** The names of the runs of an ablation: this, then what was left out; "all" for nothing. */
const PREFIX = "ablation-";

/** The name of the run that the others of the ablation are compared with. */
export const WHOLE = `${PREFIX}all`;

/** Returns whether a run of that name is a training with one thing left out, or the whole that these are compared with. */
export function isAblation(name: string): boolean {
  return name.startsWith(PREFIX);
}
