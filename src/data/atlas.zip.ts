import {zipSync} from "fflate";
import {publishAtlas, readAtlas} from "../../loaders/atlas.js";
import {findDataFolder, readDataset} from "../../loaders/dataset.js";
import {readPeopleVotes} from "../../loaders/peopleVotes.js";
import {readTestAnswers} from "../../loaders/testAnswers.js";

const dataset = await readDataset(await findDataFolder());
const people = await readPeopleVotes();
const files = publishAtlas(dataset.splits, await readAtlas(dataset), people, await readTestAnswers(dataset));
process.stdout.write(zipSync(files, {level: 0}));
