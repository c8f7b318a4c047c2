/** How far a key moves, in epochs; Home and End go to an end of the chart. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
  Home: -Infinity,
  End: Infinity
};

/** Returns the epoch that a *key* leads to from *epoch*, in *domain*, as a slider's keys do; undefined for other keys. */
export function epochAfterKey(
  key: string,
  epoch: number,
  [first, last]: readonly [number, number]
): number | undefined {
  const step = STEPS[key];
  return step === undefined ? undefined : Math.min(last, Math.max(first, epoch + step));
}
