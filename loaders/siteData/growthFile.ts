import {readFile} from "node:fs/promises";
import {parseGrowth, type GrowthPoint} from "../../src/stats/growth/growth.js";
import {GROWTH} from "../paths.js";

/** Resolves to what was measured of growth; nothing where there is no file. @throws InputError as `parseGrowth` does */
export async function readGrowth(path = GROWTH): Promise<GrowthPoint[]> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    return undefined;
  });
  return text === undefined ? [] : parseGrowth(text, path);
}
