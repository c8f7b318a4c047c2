import {descending} from "d3-array";
import {openDB, type DBSchema, type IDBPDatabase} from "idb";
import type {KeptDrawing} from "../../characters/drawings.js";
import {readStored} from "../page/stored.js";
import {otherTabs, type DrawingChange} from "./otherTabs.js";

/** As many drawings are kept; the oldest go first. */
export const MAX_DRAWINGS = 200;

/** Where `localStorage` says whether drawings are kept beyond the visit: "off", or anything else for yes. */
const SETTING = "handscope:keep-drawings";

/** The last drawings: in this browser's storage, or for this visit alone. */
export interface DrawingStore {
  /** Are drawings to be kept beyond the visit? */
  readonly isWanted: boolean;
  /** Are they? Not where it is not wanted, or where the browser gives no storage. */
  readonly persistent: boolean;
  /** Resolves to the drawings, the newest first, as all tabs of this site left them. */
  list(): Promise<KeptDrawing[]>;
  /** Adds *drawing*, or puts it in the place of the one with the same id. */
  put(drawing: KeptDrawing): Promise<void>;
  /** Puts *drawing* in the place of the one with the same id; resolves to false where another tab deleted that. */
  replace(drawing: KeptDrawing): Promise<boolean>;
  /** Rejects where the drawing can't be deleted from storage. */
  remove(id: string): Promise<void>;
  /** Deletes all drawings. Rejects where they can't be deleted from storage. */
  clear(): Promise<void>;
  /** Remembers whether drawings are kept beyond the visit: puts them into storage, or deletes them from it. */
  want(isWanted: boolean): Promise<void>;
  /** Calls *onChange* after each change that another tab made. */
  listen(onChange: (change: DrawingChange) => void): void;
}

interface Schema extends DBSchema {
  drawings: {key: string; value: KeptDrawing; indexes: {at: string}};
}

/**
 * Resolves to the store of this browser's last drawings: in IndexedDB, or in memory where that is not wanted, missing
 * (as in some browsers' private windows) or full. Never rejects.
 */
export async function openDrawingStore(tabs = otherTabs()): Promise<DrawingStore> {
  let drawings = new Map<string, KeptDrawing>();
  /** Undefined where it is not wanted, can't be opened, or once it can't be written. */
  let writable: IDBPDatabase<Schema> | undefined;
  /** What was opened last: what can't be written any more may still be deleted. */
  let opened: IDBPDatabase<Schema> | undefined;
  let wantedHere = true;

  /** Another page of this site may have changed the setting since. */
  const isWanted = () => wantedHere && readSetting();

  async function open(): Promise<void> {
    writable = opened = await openDatabase(() => (writable = opened = undefined)).catch(() => undefined);
  }

  const isPersistent = () => isWanted() && writable !== undefined;

  /** Takes what is stored for what there is: another tab may have changed it. */
  async function read(): Promise<void> {
    if (!isPersistent()) return;
    const stored = await writable!.getAll("drawings").catch(() => (writable = undefined));
    if (stored) drawings = new Map(stored.map((drawing) => [drawing.id, drawing]));
  }

  async function put(drawing: KeptDrawing): Promise<void> {
    drawings.set(drawing.id, drawing);
    for (const {id} of sorted().slice(MAX_DRAWINGS)) drawings.delete(id);
    await write(drawing);
    tabs.tell({type: "put"});
  }

  async function write(drawing: KeptDrawing): Promise<void> {
    if (!writable || !isWanted()) return;
    try {
      await writable.put("drawings", drawing);
      const ids = await writable.getAllKeysFromIndex("drawings", "at");
      for (const id of ids.slice(0, Math.max(0, ids.length - MAX_DRAWINGS))) await writable.delete("drawings", id);
    } catch {
      writable = undefined; // full, or gone: `persistent` says so
    }
  }

  /** Stores what is only here, where that is wanted. */
  async function writeAll(): Promise<void> {
    if (!isWanted()) return;
    if (!writable) await open();
    for (const drawing of drawings.values()) await write(drawing);
  }

  const sorted = () => [...drawings.values()].sort((a, b) => descending(a.at, b.at));

  if (isWanted()) {
    await open();
    await read();
  }

  return {
    get isWanted() {
      return isWanted();
    },
    get persistent() {
      return isPersistent();
    },
    async list() {
      await read();
      return sorted();
    },
    put,
    async replace(drawing) {
      await read();
      if (!drawings.has(drawing.id)) return false;
      await put(drawing);
      return true;
    },
    async remove(id) {
      drawings.delete(id);
      await opened?.delete("drawings", id);
      tabs.tell({type: "remove", id});
    },
    async clear() {
      drawings.clear();
      if (!opened && isWanted()) await open();
      await opened?.clear("drawings");
      tabs.tell({type: "clear"});
      if (isWanted()) writable = opened; // there is room again
    },
    async want(wanted) {
      wantedHere = wanted;
      try {
        localStorage.setItem(SETTING, wanted ? "on" : "off");
      } finally {
        if (!wanted) await opened?.clear("drawings");
      }
      await writeAll();
      tabs.tell({type: "want"});
    },
    listen(onChange) {
      tabs.listen((change) => {
        if (change.type === "clear") drawings.clear(); // in memory, too
        if (change.type === "remove") drawings.delete(change.id);
        void (change.type === "want" ? writeAll() : Promise.resolve()).then(() => onChange(change));
      });
    }
  };
}

async function openDatabase(onLost: () => void): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>("handscope", 1, {
    upgrade: (database) => void database.createObjectStore("drawings", {keyPath: "id"}).createIndex("at", "at"),
    blocking: (_, __, event) => (event.target as IDBDatabase).close(), // a newer version of the site, in another tab
    terminated: onLost
  });
}

function readSetting(): boolean {
  return readStored("localStorage", SETTING) !== "off";
}
