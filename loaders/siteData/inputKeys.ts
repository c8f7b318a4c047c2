import {join} from "node:path";
import {isSameAlphabet} from "../../src/characters/alphabet.js";
import {hashFiles, hashFolder, hashOf} from "../buildCache/hashes.js";
import {keepDataset, type KeptDataset} from "../datasets/dataset.js";
import {GROWTH, RUNS, VOTES} from "../paths.js";
import {describedRun} from "../runs/describedRun.js";
import {listRuns} from "../runs/runs.js";
import type {Input} from "./output.js";
import {digitsKey, runsKey} from "./siteKeys.js";
import {once} from "./siteParts.js";

/** Keys of what the site's files are made of, each computed when it is first asked for. */
export type InputKeys = Readonly<Record<Input, () => Promise<string>>>;

/** Returns the keys of a site with the digits of the folder *data*: another one for any other byte of an input. */
export function inputKeys(data: string): InputKeys {
  const kept = once(() => keepDataset(data));
  return {
    digits: once(async () => digitsKey(await kept())),
    runs: once(runsKey),
    "first reader": once(async () => firstReaderKey(await kept())),
    votes: once(() => hashFolder(VOTES)),
    growth: once(async () => hashOf(await hashFiles([GROWTH])))
  };
}

/**
 * Resolves to a key of the runs among which `firstClassifier` finds the one that answers: it tries one after another, so
 * that no later run matters to it.
 */
async function firstReaderKey({classes}: Pick<KeptDataset, "classes">): Promise<string> {
  const tried: [name: string, hash: string][] = [];
  for (const name of await listRuns()) {
    tried.push([name, await hashFolder(join(RUNS, name))]);
    const run = await describedRun(name).catch(() => undefined); // a broken run, which doesn't answer
    if (run?.listed.hasModel && isSameAlphabet(run.listed.classes, classes)) break;
  }
  return hashOf(tried);
}
