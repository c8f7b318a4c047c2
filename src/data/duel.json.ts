import {describeRivals} from "../../loaders/runs/rivals.js";
import type {SiteFiles} from "../../loaders/pages/siteFiles.js";

const rivals: SiteFiles["data/duel.json"] = await describeRivals();
process.stdout.write(JSON.stringify(rivals));
