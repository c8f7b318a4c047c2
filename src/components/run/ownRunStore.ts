import {openDB, type DBSchema, type IDBPDatabase} from "idb";
import {readRunFiles, type ReadLayers, type SiteLabels} from "./openRun.js";
import type {OwnRun} from "./ownRun.js";

/** How many runs are kept; the oldest go first. */
export const MAX_KEPT_RUNS = 12;

/** A run that was trained in this browser: its name, and its files as a zip. */
export interface KeptRun {
  readonly name: string;
  readonly archive: Uint8Array<ArrayBuffer>;
}

/** The runs that were trained in this browser, beyond a visit. */
export interface OwnRunStore {
  /** Resolves to the runs that are kept, the oldest first; none where the browser gives no storage. */
  list(): Promise<KeptRun[]>;
  /** Resolves to whether *run* is kept now: not where the browser gives no storage, or it is full. */
  put(run: KeptRun): Promise<boolean>;
  /** Deletes the run of that name. Rejects where it can't be deleted. */
  delete(name: string): Promise<void>;
  /** Gives a run another name. Rejects where it can't be kept. */
  rename(name: string, to: string): Promise<void>;
}

interface Schema extends DBSchema {
  runs: {key: number; value: KeptRun};
}

/** Puts what *change* makes of each kept run in its place; undefined deletes it. */
async function changeRuns(
  database: IDBPDatabase<Schema> | undefined,
  change: (run: KeptRun) => KeptRun | undefined
): Promise<void> {
  if (!database) return;
  const transaction = database.transaction("runs", "readwrite");
  for (let cursor = await transaction.store.openCursor(); cursor; cursor = await cursor.continue()) {
    const next = change(cursor.value);
    if (!next) await cursor.delete();
    else if (next !== cursor.value) await cursor.update(next);
  }
  await transaction.done;
}

/** Resolves to the store of this browser's own runs, in IndexedDB. Never rejects. */
export async function openOwnRunStore(): Promise<OwnRunStore> {
  let database: IDBPDatabase<Schema> | undefined;
  try {
    database = await openDB<Schema>("handscope-runs", 1, {
      upgrade: (created) => void created.createObjectStore("runs", {autoIncrement: true}),
      blocking: (_, __, event) => (event.target as IDBDatabase).close(), // a newer version of the site, in another tab
      terminated: () => (database = undefined)
    });
  } catch {
    database = undefined; // no storage, as in some browsers' private windows: `put` says so
  }
  return {
    list: async () => (await database?.getAll("runs").catch(() => undefined)) ?? [],
    put: async (run) => {
      try {
        if (!database) return false;
        await database.put("runs", run);
        const keys = await database.getAllKeys("runs");
        for (const key of keys.slice(0, Math.max(0, keys.length - MAX_KEPT_RUNS))) await database.delete("runs", key);
        return true;
      } catch {
        return false;
      }
    },
    delete: (name) => changeRuns(database, (run) => (run.name === name ? undefined : run)),
    rename: (name, to) => changeRuns(database, (run) => (run.name === name ? {...run, name: to} : run))
  };
}

/** Resolves to *kept* runs as they were when they had been trained; those that can't be read any more are left out. */
export async function restoreRuns(
  kept: readonly KeptRun[],
  readLayers: ReadLayers,
  site: SiteLabels
): Promise<OwnRun[]> {
  const restored = kept.map(async ({name, archive}): Promise<OwnRun | undefined> => {
    const zip = {
      name: `${name}.zip`,
      text: () => Promise.resolve(""),
      arrayBuffer: () => Promise.resolve(archive.buffer)
    };
    const {saved, epochs, kernels, ...run} = await readRunFiles([zip], readLayers, site);
    if (!saved || !epochs || "load" in epochs || typeof epochs === "function") return undefined;
    return {...run, name, saved, epochs, kernels: Array.isArray(kernels) ? kernels : []};
  });
  return (await Promise.all(restored)).filter((run) => run !== undefined);
}
