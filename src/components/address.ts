/** Returns what the page's address says of *name*, undefined where it says nothing. */
export function readAddress(name: string): string | undefined {
  return new URLSearchParams(location.search).get(name) ?? undefined;
}

/** Puts *value* under *name* into the page's address, without a step in the browser's history; undefined removes it. */
export function writeAddress(name: string, value: string | undefined): void {
  const address = new URL(location.href);
  if (value === undefined) address.searchParams.delete(name);
  else address.searchParams.set(name, value);
  history.replaceState(history.state, "", address);
}
