import {detectLayout} from "../detect.js";
import {readDigits} from "../readDigits.js";
import {openSource} from "../sources/source.js";
import {time} from "./result.js";

// Reads and preprocesses the image files in a folder, and prints the seconds that it took: a process by itself, which
// the benchmark may keep on one core.

const source = await openSource(process.argv[2]!);
const detected = await detectLayout(source);
const seconds = await time(() => readDigits(source, detected, {}));
await source.close();
process.stdout.write(String(seconds));
