import {existsSync} from "node:fs";
import {dirname, join, resolve} from "node:path";

/**
 * Returns a folder with mnist/, kaggle-splits/, strokes/ …: more to test with; absent on most machines. Its path is in
 * HANDSCOPE_TEST_DATA, or it is the folder around that of HANDSCOPE_DATA; undefined where there is none.
 */
export function findTestData(): string | undefined {
  const {HANDSCOPE_TEST_DATA, HANDSCOPE_DATA} = process.env;
  if (HANDSCOPE_TEST_DATA) return resolve(HANDSCOPE_TEST_DATA);
  if (!HANDSCOPE_DATA) return undefined;
  const parent = dirname(resolve(HANDSCOPE_DATA));
  return ["mnist", "strokes"].every((name) => existsSync(join(parent, name))) ? parent : undefined;
}
