import type {Claims} from "../../../loaders/runs/claims/claims.js";
import {fetchJson} from "../../siteFile.js";

/** Resolves to the claims of the documents, checked, in `claims.json`. @throws InputError as `fetchJson` does */
export function loadClaims(url: string): Promise<Claims> {
  return fetchJson<Claims>(url, "the claims", ["claims", "faulty"]);
}
