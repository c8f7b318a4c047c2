import {readStored, writeStored} from "../page/stored.js";
import {boundToAddress, readAddress} from "./address.js";

/**
 * Binds the value of a *select* to the address under *name* and to the browser's storage under *key*. If the address
 * has none, it starts with the visitor's last choice on any page.
 */
export function remembered(select: HTMLSelectElement, name: string, key: string): HTMLSelectElement {
  const first = select.value;
  const last = readAddress(name) === undefined ? readStored("localStorage", key) : undefined;
  if (last !== undefined) select.value = last;
  if (select.selectedIndex < 0) select.value = first;
  boundToAddress(select, name);
  select.addEventListener("input", () => void writeStored("localStorage", key, select.value));
  return select;
}
