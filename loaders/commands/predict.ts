import {Option} from "commander";
import {InputError} from "../../src/inputError.js";
import {startBackend} from "../../src/readers/network/backend.js";
import {readAnsweringRun} from "../runs/answeringRun.js";
import {fromUser, WASM} from "../paths.js";
import {describeAnswer, MARKS_CHOICES, readFile, type ReadFileOptions} from "../runs/readFile.js";
import {listRuns} from "../runs/runs.js";
import {command, print, runCommand, say} from "./cli.js";

interface Options extends Required<Pick<ReadFileOptions, "marks">> {
  model?: string;
  json?: boolean;
}

await runCommand(async () => {
  const program = command("npm run predict --", "recognizes the digits in each image file")
    .argument("<file...>", "PNG, JPEG, WebP, GIF, TIFF or AVIF, one digit or many in each")
    .option("--model <run>", "which run answers (default: the first of the site)")
    .addOption(
      new Option("--marks <what>", "keep the marks . , - / : $ % + = ( ) in the text, or drop them")
        .choices(MARKS_CHOICES)
        .default("drop")
    )
    .option("--json", "one line of JSON a file on stdout, nothing else")
    .parse();
  const {model, marks, json} = program.opts<Options>();
  const name = model ?? (await listRuns())[0];
  if (!name) throw new InputError("data/runs", "a run", "none (npm run train makes one)");
  await startBackend(WASM);
  const {classifier, thresholds} = await readAnsweringRun(name);
  for (const file of program.args) {
    try {
      const answer = await readFile(classifier, fromUser(file), file, {thresholds, marks});
      print(json ? JSON.stringify(answer) : describeAnswer(answer, thresholds));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      if (json) print(JSON.stringify({file, error: error.message}));
      say(`handscope: ${error.message}`);
      process.exitCode = 1; // the other files are still read
    }
  }
});
