/** Returns whether labels are the same, one for one: those of hundreds of images are by no chance. False where some are missing. */
export function haveSameLabels(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return Boolean(a && b && a.length === b.length && a.every((label, i) => label === b[i]));
}
