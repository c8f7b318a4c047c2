import {copyFile, mkdir} from "node:fs/promises";
import {dirname, join} from "node:path";
import {keepDataset, type DatasetOptions, type KeptDataset} from "./dataset.js";
import {restoreFolder, writeFileAtomically, writeFolderAtomically} from "../files.js";
import {RAW} from "../paths.js";

/**
 * Replaces the content of data/raw by the dataset at *path* (a folder, a zip or a single file) and returns the dataset.
 * Copies its files unchanged, zips unopened, and writes a dataset.json. Reads all digits before touching data/raw, so
 * bad digits never replace good ones. *skipBad* leaves bad rows and images out; *asIs* takes images and labels as they
 * are. dataset.json records both options, so that later reads apply them too.
 * @throws InputError as `readDataset` does
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
      await copyFile(join(base, file), join(partial, file)); // follows links
      onProgress?.("copying", ++done, files.length);
    }
    const said = {...about, name, title, ...(skipBad && {skipBad}), ...(asIs && {asIs})};
    await writeFileAtomically(join(partial, "dataset.json"), `${JSON.stringify(said, null, 2)}\n`);
    await writeFileAtomically(join(partial, ".gitkeep"), "");
  });
  return dataset;
}
