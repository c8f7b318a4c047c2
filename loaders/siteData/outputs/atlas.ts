import {countUnread, readTestAnswers} from "../../runs/testAnswers.js";
import {publishAtlas, readAtlas} from "../atlas.js";
import {readPeopleVotes} from "../peopleVotes.js";
import {zipOutput} from "../output.js";

export const atlas = zipOutput("atlas.zip", {
  url: import.meta.url,
  uses: ["digits", "runs", "votes"],
  make: async (parts) => {
    const dataset = await parts.dataset();
    return publishAtlas(
      dataset.splits,
      await readAtlas(dataset),
      await readPeopleVotes(),
      await readTestAnswers(dataset),
      dataset.classes,
      await countUnread(dataset.classes)
    );
  }
});
