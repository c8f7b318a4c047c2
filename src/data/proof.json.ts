import {findDataFolder, readDataset} from "../../loaders/dataset.js";
import {deskProof} from "../../loaders/proof.js";

const {splits} = await readDataset(await findDataFolder());
process.stdout.write(JSON.stringify(await deskProof(splits)));
