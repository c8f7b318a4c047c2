import {existsSync} from "node:fs";
import {dirname, join, resolve} from "node:path";

/**
 * Returns the folder of additional test data (mnist/, kaggle-splits/, strokes/ …), which most machines lack:
 * HANDSCOPE_TEST_DATA, or the parent of HANDSCOPE_DATA if it has these folders; undefined if there is none.
 */
export function findTestData(): string | undefined {
  const {HANDSCOPE_TEST_DATA, HANDSCOPE_DATA} = process.env;
  if (HANDSCOPE_TEST_DATA) return resolve(HANDSCOPE_TEST_DATA);
  if (!HANDSCOPE_DATA) return undefined;
  const parent = dirname(resolve(HANDSCOPE_DATA));
  return ["mnist", "strokes"].every((name) => existsSync(join(parent, name))) ? parent : undefined;
}
