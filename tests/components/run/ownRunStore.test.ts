import {describe, expect, it} from "vitest";
import {openOwnRunStore, restoreRuns} from "../../../src/components/run/ownRunStore.js";
import {runArchive} from "../../../src/components/run/runArchive.js";
import {handmadeOwnRun} from "./handmadeOwnRun.js";

describe("restoreRuns(kept, readLayers, site)", () => {
  it("gives back what was trained, under its name", async () => {
    const run = handmadeOwnRun();
    const kept = [{name: "mine-4", archive: runArchive(run)}];
    const [restored] = await restoreRuns(kept, () => [], {test: Uint8Array.of(3, 1, 4)});
    expect(restored).toMatchObject({name: "mine-4", about: run.about, history: run.history, problems: []});
    expect(restored!.epochs).toEqual(run.epochs);
    expect(restored!.saved.json).toBe(run.saved.json);
    expect(new Uint8Array(restored!.saved.weights)).toEqual(new Uint8Array(run.saved.weights));
    expect(restored!.answers!.predictions.labels).toEqual(run.answers!.predictions.labels);
    expect(restored!.kernels.map(({epoch}) => epoch)).toEqual(run.kernels.map(({epoch}) => epoch));
  });

  it("leaves out what can't be read any more", async () => {
    expect(await restoreRuns([{name: "mine-1", archive: Uint8Array.of(1, 2, 3)}], () => [], {})).toEqual([]);
  });
});

describe("openOwnRunStore()", () => {
  it("keeps nothing, and says so, where there is no storage, as in Node", async () => {
    const store = await openOwnRunStore();
    expect(await store.put({name: "mine-1", archive: new Uint8Array(1)})).toBe(false);
    expect(await store.list()).toEqual([]);
    await expect(store.delete("mine-1")).resolves.toBeUndefined();
    await expect(store.rename("mine-1", "best")).resolves.toBeUndefined();
  });
});
