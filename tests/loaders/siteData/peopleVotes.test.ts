import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {readPeopleVotes} from "../../../loaders/siteData/peopleVotes.js";

// Entry 247 of https://github.com/cleanlab/label-errors, of MNIST's test part.
const entry = {
  id: 247,
  given_original_label: 4,
  our_guessed_label: 6,
  mturk: {given: 5, guessed: 0, neither: 0}
};

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "handscope-votes-"))));
afterEach(() => rm(folder, {recursive: true}));

const write = (value: unknown) => writeFile(join(folder, "votes.json"), JSON.stringify(value));

describe("readPeopleVotes(folder)", () => {
  it("finds no votes where there is no folder, or nothing in it", async () => {
    expect((await readPeopleVotes(join(folder, "missing"))).size).toBe(0);
    expect((await readPeopleVotes(folder)).size).toBe(0);
  });

  it("gives the votes by the fingerprint of the image that the id counts", async () => {
    await write([entry]);
    const votes = await readPeopleVotes(folder);
    expect([...votes.values()]).toEqual([{given: 4, guess: 6, forGiven: 5, forGuess: 0, forNeither: 0}]);
    expect([...votes.keys()][0]).toMatch(/^[0-9a-f]{12}$/);
  });

  it("refuses ids that are not of MNIST's test part, and what is not of that form", async () => {
    await write([{...entry, id: 10_000}]);
    await expect(readPeopleVotes(folder)).rejects.toThrow(/votes\.json: expected ids below 10000, .*got 10000/);
    await write([{...entry, our_guessed_label: 10}]);
    await expect(readPeopleVotes(folder)).rejects.toThrow(/votes\.json: expected 0\.our_guessed_label/);
  });
});
