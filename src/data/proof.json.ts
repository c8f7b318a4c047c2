import {findDataFolder, readDataset} from "../../loaders/datasets/dataset.js";
import {deskProof} from "../../loaders/site/proof.js";

process.stdout.write(JSON.stringify(await deskProof(await readDataset(await findDataFolder()))));
