import {readdirSync, readFileSync} from "node:fs";
import {basename, join} from "node:path";
import {describe, expect, it} from "vitest";
import {importedModules} from "../../../../loaders/buildCache/codeKey.js";
import {ROOT} from "../../../../loaders/paths.js";
import {FRONT_OUTPUTS, OUTPUTS} from "../../../../loaders/siteData/outputs/allOutputs.js";

const loaders = readdirSync(join(ROOT, "src", "data")).filter((file) => file.endsWith(".ts"));

describe("OUTPUTS", () => {
  it("are the files of Framework's loaders, and no other", () => {
    expect(OUTPUTS.map(({name}) => `${name}.ts`).sort()).toEqual(loaders.sort());
  });

  it.each(OUTPUTS.map(({name, module}) => [name, module] as const))("%s is what its loader writes", (name, module) => {
    const loader = readFileSync(join(ROOT, "src", "data", `${name}.ts`), "utf8");
    expect(loader).toContain(`loaders/siteData/outputs/${basename(module, ".ts")}.js`);
    expect(readFileSync(module, "utf8")).toMatch(new RegExp(`Output\\("(data/)?${name}", `));
  });

  it("have what the front page loads among them", () => {
    const page = readFileSync(join(ROOT, "src", "index.md"), "utf8");
    const loaded = [...page.matchAll(/FileAttachment\("data\/([^"]+)"\)/g)].map(([, name]) => name);
    expect([...new Set(loaded)].sort()).toEqual(FRONT_OUTPUTS.map(({name}) => name).sort());
  });

  // An output that is made of something it doesn't name would stay as it was after a change of that.
  it("name all that they are made of", async () => {
    const modules = await importedModules(OUTPUTS.map(({module}) => module));
    const code = OUTPUTS.map(({module}) => readFileSync(module, "utf8"));
    OUTPUTS.forEach(({name, uses}, i) => {
      const asks = (part: string) => code[i]!.includes(`parts.${part}()`);
      const reads = (room: RegExp) => modules[i]!.some((path) => room.test(path));
      const digits = asks("dataset") || asks("duplicates");
      const runs = asks("runs") || asks("systems") || reads(/^loaders\/runs\/(?!runs\.ts|describedRun\.ts)/);
      expect({name, digits: uses.includes("digits")}).toEqual({name, digits});
      expect({name, runs: uses.includes("runs") || uses.includes("first reader")}).toEqual({name, runs});
      expect({name, votes: uses.includes("votes")}).toEqual({name, votes: reads(/peopleVotes/)});
    });
  });
});
