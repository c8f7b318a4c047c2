import {execFile} from "node:child_process";
import {availableParallelism} from "node:os";
import {promisify} from "node:util";
import {fileURLToPath} from "node:url";
import {ROOT} from "../paths.js";
import {median, type Result, type Say} from "./result.js";

const [ROUNDS, TARGET] = [3, 1.6];
const run = promisify(execFile);

/**
 * Measures the speedup of decoding and preprocessing the sample's image files in *folder* on all cores over one core,
 * to which Linux's taskset confines the process.
 */
export async function benchPictures(folder: string, say: Say): Promise<Result> {
  const [one, all]: [number[], number[]] = [[], []];
  for (let round = 1; round <= ROUNDS; ++round) {
    say(`reading the sample's image files, round ${round} of ${ROUNDS}`);
    one.push(await readSample(folder, ["taskset", "-c", "0"]));
    all.push(await readSample(folder, []));
  }
  const judged = median(one) / median(all);
  const figures =
    `8,400 image files in ${median(all).toFixed(1)} s on ${availableParallelism()} cores, ` +
    `${median(one).toFixed(1)} s on one (medians of ${ROUNDS})`;
  return {name: "pictures", figures, judged, target: `≥ ${TARGET} times one core`, holds: judged >= TARGET};
}

async function readSample(folder: string, prefix: readonly string[]): Promise<number> {
  const script = fileURLToPath(new URL("./readSample.ts", import.meta.url));
  const [command, ...args] = [...prefix, process.execPath, "--import", "tsx", script, folder];
  const {stdout} = await run(command, args, {cwd: ROOT});
  return Number(stdout);
}
