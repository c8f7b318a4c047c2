import {join} from "node:path";
import {InputError} from "../../src/inputError.js";
import {startBackend} from "../../src/readers/network/backend.js";
import {wilsonInterval} from "../../src/stats/interval.js";
import {countRight, readAmounts} from "../datasets/amounts.js";
import {fromUser, WASM} from "../paths.js";
import {readFile} from "../runs/readFile.js";
import {listRuns, readClassifier} from "../runs/runs.js";
import {command, print, runCommand, say, wholeNumber} from "./cli.js";

interface Options {
  data: string;
  run?: string;
  part: string;
  limit?: number;
  json?: boolean;
}

await runCommand(async () => {
  const options = command("npm run amounts --", "reads photographed amounts, as predict does, and counts what is right")
    .requiredOption("--data <dir>", "a folder of images with labels.jsonl.gz ({file, text} a line)")
    .option("--run <name>", "which run answers (default: the first of the site)")
    .option("--part <name>", "test: the first 300 by file name; tuning: the others", "tuning")
    .option("--limit <n>", "read only the first n", wholeNumber("--limit", 1))
    .option("--json", "one line of JSON a file on stdout, nothing else")
    .parse()
    .opts<Options>();
  const {part, json} = options;
  if (part !== "test" && part !== "tuning") throw new InputError("--part", "test or tuning", `"${part}"`);
  const name = options.run ?? (await listRuns())[0];
  if (!name) throw new InputError("data/runs", "a run", "none (npm run train makes one)");
  const dir = fromUser(options.data);
  const amounts = (await readAmounts(dir, part)).slice(0, options.limit);
  await startBackend(WASM);
  const classifier = await readClassifier(name);
  let [whole, right, digits] = [0, 0, 0];
  for (const {file, text: truth} of amounts) {
    const answer = await readFile(classifier, join(dir, file), file);
    const text = answer.text.replaceAll(" ", "");
    const same = countRight(truth, text);
    whole += Number(text === truth);
    right += same;
    digits += truth.length;
    if (json) print(JSON.stringify({...answer, truth, right: same}));
  }
  const [low, high] = wilsonInterval(whole, amounts.length);
  const percent = (share: number) => (100 * share).toFixed(1);
  (json ? say : print)(
    `${name} on ${amounts.length} amounts (${part}): ${percent(whole / amounts.length)} % read whole ` +
      `(95 % interval ${percent(low)}–${percent(high)} %), ${percent(right / digits)} % of ${digits} digits`
  );
});
