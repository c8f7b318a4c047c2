import {DIGITS} from "../../../src/characters/alphabet.js";
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {keepEpochs} from "../../../loaders/runs/keptEpochs.js";
import {refusal} from "../refusal.js";

let home: string;
let path: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "handscope-kept-"));
  path = join(home, ".run.epochs.csv");
});
afterEach(() => rmSync(home, {recursive: true}));

const labels = Uint8Array.of(7, 4);

describe("keepEpochs(path, labels, epochs, classes)", () => {
  it("keeps each epoch's answers in the file as soon as they are there", async () => {
    const kept = await keepEpochs(path, labels, 0, DIGITS);
    await kept.add(1, Uint8Array.of(1, 9));
    expect(readFileSync(path, "utf8")).toBe("index,label,1\n0,7,1\n1,4,9\n");
    await kept.add(2, Uint8Array.of(7, 9));
    expect(readFileSync(path, "utf8")).toBe(kept.text());
    expect(kept.text()).toBe("index,label,1,2\n0,7,1,7\n1,4,9,9\n");
  });

  it("goes on from the file, without the epochs that the training lost", async () => {
    writeFileSync(path, "index,label,1,2,3\n0,7,1,7,7\n1,4,9,9,4\n");
    const kept = await keepEpochs(path, labels, 2, DIGITS);
    await kept.add(3, Uint8Array.of(0, 0));
    expect(kept.text()).toBe("index,label,1,2,3\n0,7,1,7,0\n1,4,9,9,0\n");
  });

  it("begins anew with a training that does, and where nothing was kept", async () => {
    writeFileSync(path, "index,label,1\n0,7,1\n1,4,9\n");
    expect((await keepEpochs(path, labels, 0, DIGITS)).text()).toBe("index,label\n0,7\n1,4\n");
    const late = await keepEpochs(join(home, "none"), labels, 4, DIGITS);
    await late.add(5, labels);
    expect(late.text()).toBe("index,label,5\n0,7,7\n1,4,4\n");
  });

  it("refuses what is no such file, naming it", async () => {
    writeFileSync(path, "nonsense");
    expect(await refusal(keepEpochs(path, labels, 1, DIGITS))).toContain(`${path}:1: expected the columns index,label`);
  });
});
