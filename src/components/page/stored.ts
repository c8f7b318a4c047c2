/** Which of the browser's stores: for all visits, or for a tab until it is closed. */
export type StoreName = "localStorage" | "sessionStorage";

/** Returns the text under *key*; undefined where there is none, or the browser gives no storage. */
export function readStored(store: StoreName, key: string): string | undefined {
  try {
    return globalThis[store].getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps *text* under *key*, or nothing if it is undefined. Returns false where storage is switched off or full. */
export function writeStored(store: StoreName, key: string, text: string | undefined): boolean {
  try {
    if (text === undefined) globalThis[store].removeItem(key);
    else globalThis[store].setItem(key, text);
    return true;
  } catch {
    return false;
  }
}
