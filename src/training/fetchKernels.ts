/**
 * Resolves to the compiled training kernels at *address*; undefined if the browser blocks WebAssembly, so that training
 * runs without them. @throws Error if the site's file is missing
 */
export async function fetchKernels(address: string): Promise<WebAssembly.Module | undefined> {
  const response = await fetch(address);
  if (!response.ok) {
    throw new Error(`the training kernels could not be loaded (${response.status} for ${new URL(address).pathname})`);
  }
  const bytes = await response.arrayBuffer();
  return typeof WebAssembly === "undefined" ? undefined : WebAssembly.compile(bytes).catch(() => undefined);
}
