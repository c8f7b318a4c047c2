/**
 * Resolves to the compiled training kernels at *address*; undefined where the browser blocks WebAssembly, and training does
 * without. @throws Error where the site's file is not there
 */
export async function fetchKernels(address: string): Promise<WebAssembly.Module | undefined> {
  const response = await fetch(address);
  if (!response.ok) {
    throw new Error(`the training kernels could not be loaded (${response.status} for ${new URL(address).pathname})`);
  }
  const bytes = await response.arrayBuffer();
  return typeof WebAssembly === "undefined" ? undefined : WebAssembly.compile(bytes).catch(() => undefined);
}
