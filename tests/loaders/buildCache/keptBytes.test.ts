import {mkdtempSync, readdirSync, rmSync, utimesSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {hashOf} from "../../../loaders/buildCache/hashes.js";
import {keptBytes} from "../../../loaders/buildCache/keptBytes.js";

let folder: string;
let made: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "handscope-kept-"));
  made = [];
});
afterEach(() => rmSync(folder, {recursive: true}));

async function ask(name: string, of: string): Promise<string> {
  const bytes = await keptBytes({name, key: hashOf(of), folder}, async () => {
    made.push(of);
    return Buffer.from(`${name} of ${of}`);
  });
  return Buffer.from(bytes).toString();
}

describe("keptBytes({name, key}, make)", () => {
  it("makes the same once, and anew under another key or name", async () => {
    expect(await ask("runs.json", "a")).toBe("runs.json of a");
    expect(await ask("runs.json", "a")).toBe("runs.json of a");
    expect(await ask("runs.json", "b")).toBe("runs.json of b");
    expect(await ask("desk.json", "a")).toBe("desk.json of a");
    expect(made).toEqual(["a", "b", "a"]);
  });

  it("keeps the four of a name that were used last", async () => {
    for (const of of ["a", "b", "c", "d"]) {
      await ask("runs.json", of);
      utimesSync(join(folder, `runs.json.${hashOf(of)}`), made.length, made.length); // seconds after 1970, in this order
    }
    await ask("desk.json", "x");
    await ask("runs.json", "a"); // used again
    await ask("runs.json", "e");
    made = [];
    for (const of of ["a", "c", "d", "e"]) await ask("runs.json", of);
    expect(made).toEqual([]);
    expect(readdirSync(folder)).toHaveLength(5);
    await ask("runs.json", "b");
    expect(made).toEqual(["b"]);
  });

  it("keeps nothing of what could not be made", async () => {
    const broken = keptBytes({name: "runs.json", key: hashOf("a"), folder}, () => Promise.reject(new Error("broken")));
    await expect(broken).rejects.toThrow("broken");
    expect(await ask("runs.json", "a")).toBe("runs.json of a");
  });
});
