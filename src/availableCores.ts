/** Returns the number of cores that this browser's threads may use; 1 if it does not say. */
export function availableCores(): number {
  const {navigator} = globalThis as {navigator?: Partial<Navigator>};
  return navigator?.hardwareConcurrency ?? 1;
}
