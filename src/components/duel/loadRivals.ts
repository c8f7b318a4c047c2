import type {Rival} from "../../../loaders/runs/rivals.js";
import {fetchJson} from "../../siteFile.js";

/** Resolves to the systems that read side by side, in `duel.json`. @throws InputError as `fetchJson` does */
export function loadRivals(url: string): Promise<Rival[]> {
  return fetchJson<Rival[]>(url, "the systems that read side by side", "list");
}
