import {describeClaims} from "../../loaders/runs/claims/claims.js";
import type {SiteFiles} from "../../loaders/pages/siteFiles.js";

const claims: SiteFiles["data/claims.json"] = await describeClaims();
process.stdout.write(JSON.stringify(claims));
