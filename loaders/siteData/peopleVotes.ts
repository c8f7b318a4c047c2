import type {PeopleVotes} from "../../src/stats/neighbors/doubtfulReport.js";
import {readdir} from "node:fs/promises";
import {join} from "node:path";
import * as v from "valibot";
import {InputError} from "../../src/inputError.js";
import {readText} from "../files.js";
import {parseJson} from "../../src/parseJson.js";
import {VOTES} from "../paths.js";
import {describedRun} from "../runs/describedRun.js";
import {listRuns, readFingerprints} from "../runs/runs.js";

const digit = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The files of cleanlab's label errors, https://github.com/cleanlab/label-errors; *id* counts MNIST's official test images. */
const VotesFile = v.array(
  v.looseObject({
    id: count,
    given_original_label: digit,
    our_guessed_label: digit,
    mturk: v.looseObject({given: count, guessed: count, neither: count})
  })
);

/** MNIST's official test part, by the name that a run says it was evaluated on. */
const OFFICIAL = {name: "mnist", n: 10_000};

/**
 * Returns what people said of images, by the fingerprint of each, from the files `*.json` in the folder of votes; nothing
 * where there is none. Which image an id means is known from the fingerprints of a run that was evaluated on all of MNIST's
 * test part.
 * @throws InputError for a file that is not of that form, or ids that are beyond that test part
 */
export async function readPeopleVotes(folder = VOTES): Promise<Map<string, PeopleVotes>> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".json")).sort();
  const votes = new Map<string, PeopleVotes>();
  if (!names.length) return votes;
  const fingerprints = await readOfficialFingerprints();
  for (const name of names) {
    const path = join(folder, name);
    for (const {id, given_original_label, our_guessed_label, mturk} of parseJson(
      VotesFile,
      await readText(path),
      path
    )) {
      const fingerprint = fingerprints[id];
      if (fingerprint === undefined)
        throw new InputError(path, `ids below ${fingerprints.length}, of MNIST's test images`, String(id));
      votes.set(fingerprint, {
        given: given_original_label,
        guess: our_guessed_label,
        forGiven: mturk.given,
        forGuess: mturk.guessed,
        forNeither: mturk.neither
      });
    }
  }
  return votes;
}

async function readOfficialFingerprints(): Promise<readonly string[]> {
  for (const name of await listRuns()) {
    const run = await describedRun(name).catch(() => undefined);
    if (run?.listed.about.evaluated?.name !== OFFICIAL.name) continue;
    const fingerprints = await readFingerprints(name);
    if (fingerprints?.length === OFFICIAL.n) return fingerprints;
  }
  return [];
}
