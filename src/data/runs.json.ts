import {findDataFolder, readDataset} from "../../loaders/datasets/dataset.js";
import {describeRuns} from "../../loaders/runs/siteRuns.js";

process.stdout.write(JSON.stringify(await describeRuns(await readDataset(await findDataFolder()))));
