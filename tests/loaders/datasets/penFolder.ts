import {mkdtemp, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {gzipSync} from "node:zlib";

/**
 * Makes a folder of pen strokes by ten writers, a to j, each with one digit 1 in both collections and one letter A.
 * Writers a, e and i are held out, b and h are for validation. Resolves to its path.
 */
export async function makePenFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "handscope-pen-"));
  const lines = (label: string | number) =>
    gzipSync(
      [..."abcdefghij"]
        .map((writer, i) =>
          JSON.stringify({
            label,
            writer,
            strokes: [
              [
                [i, 0],
                [i, 90]
              ]
            ]
          })
        )
        .join("\n")
    );
  await writeFile(join(folder, "unipen-digits.jsonl.gz"), lines(1));
  await writeFile(join(folder, "pendigits.jsonl.gz"), lines(1));
  await writeFile(join(folder, "unipen-letters.jsonl.gz"), lines("A"));
  return folder;
}
