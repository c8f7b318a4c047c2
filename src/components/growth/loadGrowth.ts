import type {GrowthPoint} from "../../stats/growth/growth.js";
import {fetchJson} from "../../siteFile.js";

/** Resolves to what was measured of growth, in `growth.json`. @throws InputError as `fetchJson` does */
export function loadGrowth(url: string): Promise<readonly GrowthPoint[]> {
  return fetchJson<readonly GrowthPoint[]>(url, "the measurements of growth", "list");
}
