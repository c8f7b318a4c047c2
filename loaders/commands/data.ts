import {copyFile, mkdir} from "node:fs/promises";
import {dirname, join} from "node:path";
import {InputError} from "../../src/inputError.js";
import {readAbout, readDataset} from "../dataset.js";
import {restoreFolder, writeFileAtomically, writeFolderAtomically} from "../files.js";
import {fromUser, RAW} from "../paths.js";
import {command, print, runCommand} from "./cli.js";
import {loaderProgress} from "./progress.js";

await runCommand(async () => {
  const {from} = command("npm run data --", "brings digits into data/raw, in place of what was there")
    .option("--from <path>", "a folder with train.csv[.gz] …, IDX files, or class folders train/0 … test/9")
    .parse()
    .opts<{from?: string}>();
  if (!from) {
    throw new InputError(
      "npm run data",
      "--from PATH, a folder of digits that you have downloaded (the README names sources)",
      "no option: downloading is not part of this version"
    );
  }
  await restoreFolder(RAW);
  const source = fromUser(from);
  const loading = loaderProgress();
  // Read all of it before anything is touched: a folder with a wrong file never takes the place of a good one.
  const dataset = await readDataset(source, loading.onProgress);
  loading.stop();
  await writeFolderAtomically(RAW, async (partial) => {
    for (const file of dataset.files) {
      await mkdir(dirname(join(partial, file)), {recursive: true});
      await copyFile(join(source, file), join(partial, file)); // of a link, what it points to
    }
    const about = {...(await readAbout(source)), name: dataset.name, title: dataset.title};
    await writeFileAtomically(join(partial, "dataset.json"), `${JSON.stringify(about, null, 2)}\n`);
    await writeFileAtomically(join(partial, ".gitkeep"), "");
  });
  for (const [split, {length, labels}] of Object.entries(dataset.splits)) {
    print(`${split}: ${length} images${labels ? "" : ", without labels"}`);
  }
  print(`data/raw now holds ${dataset.title}; npm start shows it`);
});
