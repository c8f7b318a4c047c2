import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {detectLayout} from "../datasets/detect.js";
import {readDigits} from "../datasets/readDigits.js";
import {openSource} from "../datasets/sources/source.js";
import {time} from "./result.js";

// Reads and preprocesses the image files in a folder, and prints the seconds taken. A separate process, so that the
// benchmark can confine it to one core.

const source = await openSource(process.argv[2]!);
const detected = await detectLayout(source);
const scratch = await mkdtemp(join(tmpdir(), "handscope-"));
const seconds = await time(() => readDigits(source, detected, {scratch: join(scratch, "images")}));
await rm(scratch, {recursive: true});
await source.close();
process.stdout.write(String(seconds));
