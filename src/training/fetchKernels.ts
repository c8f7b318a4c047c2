import {fetchBytes} from "../siteFile.js";

/**
 * Resolves to the compiled training kernels at *address*; undefined if the browser blocks WebAssembly or the file does not
 * arrive: training then gives the same bits, more slowly.
 */
export async function fetchKernels(address: string): Promise<WebAssembly.Module | undefined> {
  try {
    return await WebAssembly.compile(await fetchBytes(address, {what: "the training kernels"}));
  } catch {
    return undefined;
  }
}
