import {openDB, type DBSchema, type IDBPDatabase} from "idb";
import {noteTuned} from "./keptTuned.js";
import type {TunedRun} from "./tunedRun.js";

interface Schema extends DBSchema {
  runs: {key: string; value: TunedRun};
}

/** The network that was tuned on the visitor's drawings, beyond a visit: at most one. */
export interface TunedStore {
  /** Resolves to the tuned network; undefined for none, or where the browser gives no storage. */
  find(): Promise<TunedRun | undefined>;
  /** Resolves to whether *run* is kept now, in the place of any other: not where the browser gives no storage. */
  put(run: TunedRun): Promise<boolean>;
  /** Forgets the network. Rejects if it can't be deleted. */
  clear(): Promise<void>;
}

/** Resolves to the store of this browser's tuned network, in IndexedDB. Never rejects. */
export async function openTunedStore(): Promise<TunedStore> {
  let database: IDBPDatabase<Schema> | undefined;
  try {
    database = await openDB<Schema>("handscope-tuned", 1, {
      upgrade: (created) => void created.createObjectStore("runs", {keyPath: "name"}),
      blocking: (_, __, event) => (event.target as IDBDatabase).close(), // a newer version of the site, in another tab
      terminated: () => (database = undefined)
    });
  } catch {
    database = undefined; // no storage: `put` says so
  }
  return {
    find: async () => (await database?.getAll("runs").catch(() => []))?.at(-1),
    put: async (run) => {
      if (!database) return false;
      try {
        const writing = database.transaction("runs", "readwrite");
        await Promise.all([writing.store.clear(), writing.store.put(run), writing.done]);
        return noteTuned(true);
      } catch {
        return false;
      }
    },
    clear: async () => {
      noteTuned(false);
      await database?.clear("runs");
    }
  };
}
