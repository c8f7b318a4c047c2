import {copyFile, mkdir} from "node:fs/promises";
import {dirname, join} from "node:path";
import {keepDataset, type DatasetOptions, type KeptDataset} from "./dataset.js";
import {restoreFolder, writeFileAtomically, writeFolderAtomically} from "../files.js";
import {RAW} from "../paths.js";

/**
 * Puts the digits at *path* (a folder, a zip or a single file) into data/raw, in place of what was there, and returns
 * what they are: their files as they are, zips unopened, and a dataset.json. All of them are read before anything is touched, so
 * bad digits never take the place of good ones. With *skipBad* bad rows and images are left out, with *asIs* images and
 * labels are taken as they are, now and later.
 * @throws InputError as `readDataset`
 */
export async function bringDigits(
  path: string,
  {skipBad, asIs, onProgress}: DatasetOptions = {}
): Promise<KeptDataset> {
  await restoreFolder(RAW);
  const dataset = await keepDataset(path, {skipBad, asIs, onProgress});
  const {base, files, about, name, title} = dataset;
  await writeFolderAtomically(RAW, async (partial) => {
    let done = 0;
    for (const file of files) {
      await mkdir(dirname(join(partial, file)), {recursive: true});
      await copyFile(join(base, file), join(partial, file)); // of a link, what it points to
      onProgress?.("copying", ++done, files.length);
    }
    const said = {...about, name, title, ...(skipBad && {skipBad}), ...(asIs && {asIs})};
    await writeFileAtomically(join(partial, "dataset.json"), `${JSON.stringify(said, null, 2)}\n`);
    await writeFileAtomically(join(partial, ".gitkeep"), "");
  });
  return dataset;
}
