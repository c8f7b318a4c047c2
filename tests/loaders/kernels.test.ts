import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it, vi} from "vitest";
import {plainKernels} from "../../src/kernels/kernels.js";

let cache: string;

beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), "handscope-kernels-"));
  vi.stubEnv("HANDSCOPE_CACHE", cache);
  vi.resetModules();
});

afterAll(async () => {
  vi.unstubAllEnvs();
  vi.resetModules();
  await rm(cache, {recursive: true});
});

describe("compileKernels()", () => {
  it("compiles WebAssembly that exports every kernel and imports its memory, the same bytes each time", async () => {
    const {compileKernels} = await import("../../loaders/kernels.js");
    const compiled = await compileKernels();
    const module = await WebAssembly.compile(compiled);
    const exported = WebAssembly.Module.exports(module).filter(({kind}) => kind === "function");
    const kernels = Object.entries(plainKernels(0)).filter(([, member]) => typeof member === "function");
    expect(exported.map(({name}) => name).sort()).toEqual(kernels.map(([name]) => name).sort());
    expect(WebAssembly.Module.imports(module)).toEqual([{module: "env", name: "memory", kind: "memory"}]);
    expect(await compileKernels()).toEqual(compiled); // from the cache
  });
});

describe("compileReadingKernel()", () => {
  it("compiles WebAssembly that exports the kernel of networks alone, and imports its memory", async () => {
    const {compileReadingKernel} = await import("../../loaders/kernels.js");
    const module = await WebAssembly.compile(await compileReadingKernel());
    expect(WebAssembly.Module.exports(module).filter(({kind}) => kind === "function")).toEqual([
      {name: "applyLayer", kind: "function"}
    ]);
    expect(WebAssembly.Module.imports(module)).toEqual([{module: "env", name: "memory", kind: "memory"}]);
  });
});
