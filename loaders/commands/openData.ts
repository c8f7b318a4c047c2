import {findDataFolder, readDataset, type Dataset} from "../datasets/dataset.js";
import {say} from "./cli.js";
import {leftOutLines, suspicionLines} from "./datasetReport.js";
import {loaderProgress} from "./progress.js";

/**
 * Reads the dataset of a command with the options `--data`, `--skip-bad` and `--as-is`, and says on stderr what was left
 * out and what is suspicious.
 * @throws InputError as `findDataFolder` and `readDataset` do
 */
export async function openData(options: {
  readonly data?: string | undefined;
  readonly skipBad?: boolean;
  readonly asIs?: boolean;
}): Promise<{readonly folder: string; readonly dataset: Dataset}> {
  const {onProgress, stop} = loaderProgress();
  const folder = await findDataFolder(options.data, onProgress);
  const dataset = await readDataset(folder, {...options, onProgress});
  stop();
  [...leftOutLines(dataset.provenance), ...suspicionLines(dataset.provenance)].forEach(say);
  return {folder, dataset};
}
