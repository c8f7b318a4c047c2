import {InputError} from "../../inputError.js";
import {MAX_DRAWINGS, type DrawingStore} from "./drawingStore.js";

/** Larger than 200 drawings of many digits, in bytes. */
const MAX_FILE = 64e6;

/** Adds the drawings in a file that are not in *store* yet; resolves to the sentence that says so. */
export async function importDrawings(file: File, store: DrawingStore): Promise<string> {
  if (file.size > MAX_FILE) return `“${file.name}” is too large: drawings take at most ${MAX_FILE / 1e6} MB.`;
  try {
    const {parseDrawings} = await import("../../characters/parseDrawings.js");
    const known = new Set((await store.list()).map(({id}) => id));
    const found = parseDrawings(await file.text(), file.name);
    const fresh = found.filter(({id}) => !known.has(id));
    for (const drawing of fresh) await store.put(drawing);
    const [rest, total] = [found.length - fresh.length, known.size + fresh.length];
    const already = rest ? `; ${rest} were here already` : "";
    return `${fresh.length} imported${already}${total > MAX_DRAWINGS ? `; the newest ${MAX_DRAWINGS} are kept` : ""}.`;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return `“${file.name}” can’t be imported: expected ${error.expected}, got ${error.actual}.`;
  }
}
