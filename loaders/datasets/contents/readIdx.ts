import {gunzipped} from "../../compression.js";
import {openFile} from "../../files.js";
import {idxParser, type IdxArray} from "../layouts/idx.js";

/** Reads the array of an IDX file, gzipped or not. @throws InputError for any other file */
export async function readIdx(path: string, dimensions: 1 | 3): Promise<IdxArray> {
  const file = await openFile(path);
  const parser = idxParser(path, dimensions, file.size);
  for await (const chunk of gunzipped(file)) parser.push(chunk);
  return parser.end();
}
