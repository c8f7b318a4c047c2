import {readdir, readFile, stat} from "node:fs/promises";
import {join} from "node:path";
import {decodeText} from "../../src/run/decodeText.js";
import {parseDelimited} from "../../src/run/delimited.js";
import {isHistoryHeader} from "../../src/run/historyColumns.js";
import {unreadable} from "../files.js";

/** Returns the bytes of a file, undefined where there is none. @throws InputError where it can't be read */
export async function readIfThere(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw unreadable(path, "a file that can be read", error);
  });
}

/** Logs are small: a file larger than this many bytes is none. */
const MAX_LOG = 16 << 20;

/** Returns the name of the log in a run's folder: history.csv, or else the first table by another name that is one. */
export async function findLog(dir: string): Promise<string> {
  const names = (await readdir(dir)).sort();
  const others = names.filter((name) => /\.(csv|tsv|log|txt)$/i.test(name) && !OURS.has(name));
  if (names.includes("history.csv")) return "history.csv";
  for (const name of others) {
    const {size} = await stat(join(dir, name));
    const bytes = size < MAX_LOG ? await readIfThere(join(dir, name)).catch(() => undefined) : undefined;
    if (bytes && isHistoryHeader(parseDelimited(decodeText(bytes)).header.cells)) return name;
  }
  return "history.csv";
}

/** Tables of a run that are no logs. */
const OURS = new Set(["predictions.csv", "robustness.csv", "epochs.csv", "fingerprints.txt"]);
