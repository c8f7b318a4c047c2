import {findDataFolder, readDataset} from "../../loaders/datasets/dataset.js";
import {deskProof} from "../../loaders/site/proof.js";

const {splits} = await readDataset(await findDataFolder());
process.stdout.write(JSON.stringify(await deskProof(splits)));
