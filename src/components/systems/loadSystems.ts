import type {Systems} from "../../../loaders/runs/systems.js";
import {fetchJson} from "../../siteFile.js";

/** Resolves to the systems side by side, in `systems.json`. @throws InputError as `fetchJson` does */
export function loadSystems(url: string): Promise<Systems> {
  return fetchJson<Systems>(url, "the systems", ["n", "systems"]);
}
