import {findDataFolder, readDataset} from "../../loaders/dataset.js";
import {describeRuns} from "../../loaders/siteRuns.js";

process.stdout.write(JSON.stringify(await describeRuns(await readDataset(await findDataFolder()))));
