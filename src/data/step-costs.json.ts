import {findDataFolder, readDataset} from "../../loaders/datasets/dataset.js";
import {deskCosts} from "../../loaders/site/stepCosts.js";
import type {SiteFiles} from "../../loaders/pages/siteFiles.js";

const {splits, classes} = await readDataset(await findDataFolder());
const costs: SiteFiles["data/step-costs.json"] = await deskCosts(splits.test, classes);
process.stdout.write(JSON.stringify(costs));
