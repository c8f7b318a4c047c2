/**
 * Resolves to the compiled training kernels at *address*; undefined if the browser blocks WebAssembly or the file does not
 * arrive: training then gives the same bits, more slowly.
 */
export async function fetchKernels(address: string): Promise<WebAssembly.Module | undefined> {
  try {
    const response = await fetch(address);
    return response.ok ? await WebAssembly.compile(await response.arrayBuffer()) : undefined;
  } catch {
    return undefined;
  }
}
