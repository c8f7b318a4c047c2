import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {InputError} from "../../src/inputError.js";
import {countAnswered, evaluate} from "../../src/stats/evaluation.js";
import {resultsTable, type RunResult} from "../runs/results.js";
import {writeFileAtomically} from "../files.js";
import {ROOT} from "../paths.js";
import {listRuns, readRun} from "../runs/runs.js";
import {command, print, runCommand, say} from "./cli.js";

/** Markers around the table in the README. */
const [BEGIN, END] = ["<!-- results: npm run results -- --write -->", "<!-- /results -->"];

await runCommand(async () => {
  const {write} = command("npm run results --", "prints the table of all runs' results, from their folders")
    .option("--write", "put it into README.md")
    .parse()
    .opts<{write?: boolean}>();
  const table = resultsTable((await Promise.all((await listRuns()).map(readResult))).flat());
  if (!write) {
    print(table);
    return;
  }
  const path = join(ROOT, "README.md");
  const text = await readFile(path, "utf8");
  const [start, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (start < 0 || end < start) throw new InputError(path, `${BEGIN} and ${END}`, "a file without them");
  await writeFileAtomically(path, `${text.slice(0, start)}${BEGIN}\n\n${table}\n\n${text.slice(end)}`);
  say(`wrote the table into ${path}`);
});

/** Returns the result of a run; none of one that was trained with a fault. */
async function readResult(name: string): Promise<RunResult[]> {
  const {about, classes, predictions} = await readRun(name);
  if (about.fault) return [];
  const figures = predictions && evaluate(predictions);
  const result = {
    name,
    classes,
    parameters: about.parameters,
    bytes: about.weights?.bytes,
    seconds: about.seconds,
    tested: figures && {title: about.evaluated?.title ?? "its test split", ...figures},
    sure: predictions && about.unsureBelow !== undefined ? countAnswered(predictions, about.unsureBelow) : undefined,
    evaluations: about.evaluations
  };
  return [result];
}
