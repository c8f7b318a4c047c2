import {describe, expect, it} from "vitest";
import {MAX_DRAWINGS, openDrawingStore} from "../../../src/components/history/drawingStore.js";
import type {DrawingChange, OtherTabs} from "../../../src/components/history/otherTabs.js";
import type {KeptDrawing} from "../../../src/characters/drawings.js";

// Node has no IndexedDB: here the store is in memory alone. What it does in a browser is in browser/history.test.ts.

function drawing(id: string, minute: number, run = "ann"): KeptDrawing {
  const at = new Date(Date.UTC(2026, 0, 31, 12, minute)).toISOString();
  return {id, at, run, strokes: [], lines: []};
}

describe("openDrawingStore()", () => {
  it("says that nothing is kept beyond the visit where there is no IndexedDB", async () => {
    const store = await openDrawingStore();
    expect([store.isWanted, store.persistent]).toEqual([true, false]);
    expect(await store.list()).toEqual([]);
  });

  it("lists the newest first, in whatever order they came; one with the same id takes the place of the other", async () => {
    const store = await openDrawingStore();
    for (const [id, minute] of [["b", 2], ["c", 3], ["a", 1]] as const) await store.put(drawing(id, minute)); // prettier-ignore
    await store.put(drawing("b", 2, "cnn"));
    expect((await store.list()).map(({id, run}) => `${id} ${run}`)).toEqual(["c ann", "b cnn", "a ann"]);
  });

  it("removes one, and forgets all", async () => {
    const store = await openDrawingStore();
    await store.put(drawing("a", 1));
    await store.put(drawing("b", 2));
    await store.remove("a");
    await store.remove("of nobody");
    expect((await store.list()).map(({id}) => id)).toEqual(["b"]);
    await store.clear();
    expect(await store.list()).toEqual([]);
  });

  it("keeps the newest 200", async () => {
    const store = await openDrawingStore();
    for (let i = 0; i < MAX_DRAWINGS + 5; ++i) await store.put(drawing(String(i), i));
    const ids = (await store.list()).map(({id}) => id);
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([200, "204", "5"]);
  });
});

describe("openDrawingStore(tabs)", () => {
  /** Returns tabs that note what they are told, and a way to speak for another one. */
  function fakeTabs(): OtherTabs & {readonly told: DrawingChange[]; speak: (change: DrawingChange) => void} {
    const told: DrawingChange[] = [];
    let listener: (change: DrawingChange) => void = () => {};
    return {
      told,
      tell: (change) => void told.push(change),
      listen: (onChange) => void (listener = onChange),
      speak: (change) => listener(change)
    };
  }

  it("tells the other tabs of each change", async () => {
    const tabs = fakeTabs();
    const store = await openDrawingStore(tabs);
    await store.put(drawing("a", 1));
    await store.replace(drawing("a", 1, "cnn"));
    await store.remove("a");
    await store.clear();
    expect(tabs.told).toEqual([{type: "put"}, {type: "put"}, {type: "remove", id: "a"}, {type: "clear"}]);
  });

  it("deletes what another tab deleted, then says so, and does not bring it back by a correction", async () => {
    const tabs = fakeTabs();
    const store = await openDrawingStore(tabs);
    for (const [id, minute] of [["a", 1], ["b", 2], ["c", 3]] as const) await store.put(drawing(id, minute)); // prettier-ignore
    const heard = new Promise<DrawingChange>((resolve) => store.listen(resolve));
    tabs.speak({type: "remove", id: "b"});
    expect(await heard).toEqual({type: "remove", id: "b"});
    expect(await store.replace(drawing("b", 2))).toBe(false);
    expect((await store.list()).map(({id}) => id)).toEqual(["c", "a"]);
    tabs.speak({type: "clear"});
    expect(await store.replace(drawing("a", 1))).toBe(false);
    expect(await store.list()).toEqual([]);
  });
});
