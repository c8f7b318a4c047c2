/** What the part of an address after "#" begins with where it holds a drawing. */
const PREFIX = "#drawing=";

/** Returns the coded drawing in the *hash* of an address; undefined where it holds none. */
export function codeIn(hash: string): string | undefined {
  return hash.startsWith(PREFIX) ? hash.slice(PREFIX.length) : undefined;
}

/** Returns the address of the page at *address* that opens with a coded drawing, read by *run*, as it is looked at there. */
export function drawingLink(address: string, code: string, run: string): string {
  const link = new URL(address);
  const pen = link.searchParams.get("pen");
  link.search = new URLSearchParams({...(run ? {run} : {}), ...(pen ? {pen} : {})}).toString();
  link.hash = `${PREFIX}${code}`;
  return link.href;
}
