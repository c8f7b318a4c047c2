import {readStored, writeStored} from "../page/stored.js";
import type {TunedRun} from "./tunedRun.js";

/** Where `localStorage` says that this browser keeps a tuned network: a page that has none loads nothing for it. */
const NOTE = "handscope:tuned";

/** Notes whether this browser keeps a tuned network; returns false where the browser gives no storage. */
export function noteTuned(isKept: boolean): boolean {
  return writeStored("localStorage", NOTE, isKept ? "yes" : undefined);
}

/** Resolves to the network that was tuned in this browser on an earlier visit; undefined for none. Never rejects. */
export async function keptTuned(): Promise<TunedRun | undefined> {
  if (readStored("localStorage", NOTE) === undefined) return undefined;
  try {
    const {openTunedStore} = await import("./tunedStore.js");
    return await (await openTunedStore()).find();
  } catch {
    return undefined; // no storage, or its code did not arrive: the site's runs answer
  }
}
