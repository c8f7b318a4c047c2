import {findDataFolder, readDataset} from "../../loaders/datasets/dataset.js";
import {describeSystems} from "../../loaders/runs/systems.js";
import type {SiteFiles} from "../../loaders/pages/siteFiles.js";

const systems: SiteFiles["data/systems.json"] = await describeSystems(await readDataset(await findDataFolder()));
process.stdout.write(JSON.stringify(systems));
