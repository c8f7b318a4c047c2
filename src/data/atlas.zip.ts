import {zipSync} from "fflate";
import {publishAtlas, readAtlas} from "../../loaders/site/atlas.js";
import {findDataFolder, readDataset} from "../../loaders/datasets/dataset.js";
import {readPeopleVotes} from "../../loaders/site/peopleVotes.js";
import {countUnread, readTestAnswers} from "../../loaders/runs/testAnswers.js";

const dataset = await readDataset(await findDataFolder());
const people = await readPeopleVotes();
const files = publishAtlas(
  dataset.splits,
  await readAtlas(dataset),
  people,
  await readTestAnswers(dataset),
  dataset.classes,
  await countUnread(dataset.classes)
);
process.stdout.write(zipSync(files, {level: 0}));
