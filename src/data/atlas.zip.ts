import {zipSync} from "fflate";
import {publishAtlas, readAtlas} from "../../loaders/atlas.js";
import {findDataFolder, readDataset} from "../../loaders/dataset.js";
import {readPeopleVotes} from "../../loaders/peopleVotes.js";

const dataset = await readDataset(await findDataFolder());
const files = publishAtlas(dataset.splits, await readAtlas(dataset), await readPeopleVotes());
process.stdout.write(zipSync(files, {level: 0}));
