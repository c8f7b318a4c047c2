import {boundToAddress, readAddress} from "./address.js";

/**
 * Returns a *select* whose value the address keeps under *name*, and the browser's storage under *key*: where the address says
 * nothing, it starts as the visitor left it last, on any page.
 */
export function remembered(select: HTMLSelectElement, name: string, key: string): HTMLSelectElement {
  const first = select.value;
  const last = readAddress(name) === undefined ? readStorage(key) : undefined;
  if (last !== undefined) select.value = last;
  if (select.selectedIndex < 0) select.value = first;
  boundToAddress(select, name);
  select.addEventListener("input", () => {
    try {
      localStorage.setItem(key, select.value);
    } catch {
      // A browser that stores nothing remembers nothing.
    }
  });
  return select;
}

function readStorage(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}
