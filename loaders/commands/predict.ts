import {InputError} from "../../src/inputError.js";
import {startBackend} from "../../src/recognizers/backend.js";
import {confidenceOf, textOf} from "../../src/recognizers/readImages.js";
import {readPicture} from "../../src/recognizers/readPicture.js";
import type {Recognizer} from "../../src/recognizers/recognizer.js";
import {readBytes} from "../files.js";
import {readPicture as decode} from "../pictures/decode.js";
import {fromUser, WASM} from "../paths.js";
import {listRuns, readRecognizer} from "../runs.js";
import {command, print, runCommand, say} from "./cli.js";

/** A line of `--json`; boxes are in pixels of the upright image. */
interface Answer {
  file: string;
  text: string;
  confidence: number;
  digits: {digit: number; confidence: number; box: {x: number; y: number; width: number; height: number}}[];
}

await runCommand(async () => {
  const program = command("npm run predict --", "recognizes the digit in each image file")
    .argument("<file...>", "PNG, JPEG, WebP, GIF, TIFF or AVIF, one digit in each")
    .option("--model <run>", "which run answers (default: the first of the site)")
    .option("--json", "one line of JSON a file on stdout, nothing else")
    .parse();
  const {model, json} = program.opts<{model?: string; json?: boolean}>();
  const name = model ?? (await listRuns())[0];
  if (!name) throw new InputError("data/runs", "a run", "none (npm run train makes one)");
  await startBackend(WASM);
  const recognizer = await readRecognizer(name);
  for (const file of program.args) {
    try {
      const answer = await recognize(recognizer, file);
      if (json) print(JSON.stringify(answer));
      else if (!answer.text) print(`${file}: no ink`);
      else print(`${file}: ${answer.text} (${(100 * answer.confidence).toFixed(1)} %)`);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      if (json) print(JSON.stringify({file, error: error.message}));
      say(`handscope: ${error.message}`);
      process.exitCode = 1; // the other files are still read
    }
  }
});

async function recognize(recognizer: Recognizer, file: string): Promise<Answer> {
  const {gray, scale} = await decode(await readBytes(fromUser(file), "an image", file), file);
  const lines = readPicture(recognizer, gray);
  const digits = lines.flat().map(({digit, confidence, box: {x, y, width, height}}) => {
    return {digit, confidence, box: {x: x * scale, y: y * scale, width: width * scale, height: height * scale}};
  });
  const confidence = digits.length ? confidenceOf(lines) : 0;
  return {file, text: textOf(lines), confidence, digits};
}
