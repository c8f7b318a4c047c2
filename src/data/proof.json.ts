import {findDataFolder, readDataset} from "../../loaders/datasets/dataset.js";
import {deskProof} from "../../loaders/site/proof.js";
import type {SiteFiles} from "../../loaders/pages/siteFiles.js";

const proof: SiteFiles["data/proof.json"] = await deskProof(await readDataset(await findDataFolder()));
process.stdout.write(JSON.stringify(proof));
