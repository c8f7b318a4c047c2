/** Are both lists of labels present and identical? Hundreds of labels don't match by chance. */
export function haveSameLabels(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return Boolean(a && b && a.length === b.length && a.every((label, i) => label === b[i]));
}
