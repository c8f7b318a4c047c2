import {join} from "node:path";
import {gunzipSync} from "node:zlib";
import * as v from "valibot";
import {InputError} from "../../src/inputError.js";
import {readBytes} from "../files.js";
import {parseJson} from "../../src/parseJson.js";
import {messageOf} from "../../src/messageOf.js";

/** A photographed amount: its image file, relative to the folder, and its digits. */
export interface Amount {
  readonly file: string;
  readonly text: string;
}

const Amount = v.looseObject({file: v.string(), text: v.pipe(v.string(), v.regex(/^\d+$/))});

/** Size of the test part: the first amounts by file name. The rest are for tuning. */
const TEST = 300;

/**
 * Reads the amounts of a folder that holds images and labels.jsonl.gz. Returns them by file name: the first 300 for the
 * *part* "test", the rest for "tuning".
 * @throws InputError if the labels are missing or malformed
 */
export async function readAmounts(dir: string, part: "test" | "tuning"): Promise<Amount[]> {
  const path = join(dir, "labels.jsonl.gz");
  const lines = unzip(await readBytes(path, "labels of amounts"), path)
    .trim()
    .split("\n");
  const amounts = lines.map((line, i) => parseJson(Amount, line, `${path}, line ${i + 1}`));
  amounts.sort((a, b) => (a.file < b.file ? -1 : 1));
  return part === "test" ? amounts.slice(0, TEST) : amounts.slice(TEST);
}

function unzip(bytes: Buffer, path: string): string {
  try {
    return gunzipSync(bytes).toString("utf8");
  } catch (error) {
    throw new InputError(path, "a gzip file", messageOf(error));
  }
}

/**
 * Returns how many characters of *truth* are right in *answer*: those kept by the shortest edit from one to the other
 * (insertions, deletions and replacements: Levenshtein distance). Among equally short edits, the one that keeps most
 * counts.
 */
export function countRight(truth: string, answer: string): number {
  // Each cell holds the distance between the two prefixes, and the number of characters kept.
  let above = Array.from({length: answer.length + 1}, (_, j): [number, number] => [j, 0]);
  for (let i = 1; i <= truth.length; ++i) {
    const row: [number, number][] = [[i, 0]];
    for (let j = 1; j <= answer.length; ++j) {
      const stays = truth[i - 1] === answer[j - 1] ? 1 : 0;
      const [[a, keptA], [b, keptB], [c, keptC]] = [above[j - 1]!, above[j]!, row[j - 1]!];
      const ways: [number, number][] = [
        [a + 1 - stays, keptA + stays],
        [b + 1, keptB],
        [c + 1, keptC]
      ];
      row.push(ways.reduce((best, way) => (way[0] < best[0] || (way[0] === best[0] && way[1] > best[1]) ? way : best)));
    }
    above = row;
  }
  return above[answer.length]![1];
}
