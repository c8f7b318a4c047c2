import {parseArgs} from "node:util";
import {zipSync} from "fflate";
import {findDataFolder, readDataset} from "../../../loaders/datasets/dataset.js";
import {publishRun} from "../../../loaders/runs/siteRuns.js";

// For the preview alone: the build writes the same files itself, for it would unpack a zip anew for each file.
const {run} = parseArgs({options: {run: {type: "string", default: ""}}}).values;
process.stdout.write(zipSync(await publishRun(run, await readDataset(await findDataFolder())), {level: 0}));
