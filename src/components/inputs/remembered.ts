import {boundToAddress, readAddress} from "./address.js";

/**
 * Binds the value of a *select* to the address under *name* and to the browser's storage under *key*. If the address
 * has none, it starts with the visitor's last choice on any page.
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
      // Without storage, the choice is not remembered.
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
