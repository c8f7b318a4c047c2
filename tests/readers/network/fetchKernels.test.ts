import {afterEach, describe, expect, it, vi} from "vitest";
import {compileKernels} from "../../../loaders/kernels.js";
import {fetchKernels} from "../../../src/readers/network/fetchKernels.js";

const addressOf = (bytes: Uint8Array) => `data:application/wasm;base64,${Buffer.from(bytes).toString("base64")}`;

afterEach(() => vi.unstubAllGlobals());

describe("fetchKernels(address)", () => {
  it("gives the kernels that the build compiled", async () => {
    const module = await fetchKernels(addressOf(await compileKernels()));
    expect(WebAssembly.Module.exports(module!)).toContainEqual({name: "adamStep", kind: "function"});
  });

  it("gives none for a file that is not there or is something else, and where WebAssembly is blocked", async () => {
    expect(await fetchKernels("data:broken")).toBeUndefined();
    expect(await fetchKernels(addressOf(Uint8Array.of(60, 33, 100)))).toBeUndefined();
    vi.stubGlobal("WebAssembly", undefined);
    expect(await fetchKernels(addressOf(await compileKernels()))).toBeUndefined();
  });
});
