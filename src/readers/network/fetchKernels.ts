import {fetchBytes} from "../../siteFile.js";

/**
 * Resolves to the compiled kernels at *address*; undefined if the browser blocks WebAssembly or the file does not arrive: their
 * twins then give the same bits, more slowly.
 */
export async function fetchKernels(address: string): Promise<WebAssembly.Module | undefined> {
  try {
    return await WebAssembly.compile(await fetchBytes(address, {what: "the kernels"}));
  } catch {
    return undefined;
  }
}
