import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {codeKeys} from "../../../loaders/buildCache/codeKey.js";

let dir: string;
const write = (name: string, text: string) => writeFileSync(join(dir, name), text);
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "handscope-code-"));
  write("entry.ts", 'import {a} from "./a.js";\nimport type {T} from "./types.js";\nexport const x: T = a + 1;\n');
  write("a.ts", 'import {b} from "./b.js";\nexport const a = b;\nexport const later = () => import("./later.js");\n');
  write("b.ts", "export const b = 1;\n");
  write("later.ts", "export const later = 1;\n");
  write("types.ts", "export type T = number;\n");
  write("other.ts", 'import {parse} from "valibot";\nexport const other = parse;\n');
});
afterEach(() => rmSync(dir, {recursive: true}));

const keys = () => codeKeys([join(dir, "entry.ts"), join(dir, "other.ts")]);

describe("codeKeys(entries)", () => {
  it.each([
    ["itself", "entry.ts"],
    ["a module that it imports", "a.ts"],
    ["one that this imports", "b.ts"],
    ["one that is imported when it is needed", "later.ts"]
  ])("differs after a change of %s, for that entry alone", async (_, file) => {
    const [before, other] = await keys();
    expect(await keys()).toEqual([before, other]);
    write(file, 'import {b} from "./b.js";\nexport const [a, later, x] = [b, 2, 3];\n'.replace(file === "b.ts" ? /import.*\n/ : /$^/, "const b = 0;\nexport {b};\n")); // prettier-ignore
    const [after, sameOther] = await keys();
    expect(after).not.toBe(before);
    expect(sameOther).toBe(other);
  });

  it("stays the same after a change of types, which are not run", async () => {
    const before = await keys();
    write("types.ts", "export type T = number | string;\n");
    expect(await keys()).toEqual(before);
  });
});
