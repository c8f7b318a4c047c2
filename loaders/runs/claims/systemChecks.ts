import {InputError} from "../../../src/inputError.js";
import type {Family} from "../../../src/run/systems.js";
import {DOCUMENTS_RUN} from "../../../src/stats/deskRuns.js";
import {mcnemarExact} from "../../../src/stats/mcnemar.js";
import type {Systems, SystemRow} from "../systems.js";
import {share, type Check, type Facts, type Figure} from "./finding.js";

/** The families of the systems that the documents set their network against. */
const EXISTING: readonly Family[] = ["rules", "statistics", "conventional machine learning"];

/** Whether a system reads significantly more than another (McNemar's exact test, p < 0.05), fewer, or neither. */
type Outcome = "better" | "worse" | "even";

/** Returns how the system of the run *a* compares with that of *b*. @throws InputError for a run that is no system here */
export function compareSystems({systems, onlyRight}: Systems, a: string, b: string): Outcome {
  const [i, j] = [a, b].map((run) => systems.findIndex((row) => row.run === run)) as [number, number];
  if (i < 0 || j < 0) throw new InputError("systems", `the runs ${a} and ${b}`, "systems without them");
  const [more, fewer] = [onlyRight[i]![j]!, onlyRight[j]![i]!];
  if (mcnemarExact(more, fewer) >= 0.05) return "even";
  return more > fewer ? "better" : "worse";
}

/** Returns the check whether the documents' network is more accurate than each system of a *family*. */
function aheadOf(family: Family): Check {
  return {
    needs: [DOCUMENTS_RUN],
    check: ({systems}: Facts) => {
      const own = rowOf(systems, DOCUMENTS_RUN);
      const rivals = systems.systems.filter((row) => row.family === family);
      if (!rivals.length) throw new InputError("systems", `a system of the family “${family}”`, "none");
      const outcomes = rivals.map(({run}) => compareSystems(systems, DOCUMENTS_RUN, run));
      const isAhead = outcomes.every((outcome) => outcome === "better");
      return Promise.resolve({
        verdict: isAhead ? "reproduced" : "not reproduced",
        because: isAhead
          ? "It reads significantly more than each of them."
          : `It loses to ${namesOf(rivals, outcomes, "worse")}${outcomes.includes("even") ? `, and can’t be told from ${namesOf(rivals, outcomes, "even")}` : ""}. It is ahead of ${namesOf(rivals, outcomes, "better")}.`,
        how: "Accuracy on the same test images. Reproduced if it is significantly better than each (McNemar’s exact test, p < 0.05).",
        figures: [
          figureOf(systems, own, "the documents’ network"),
          ...rivals.map((row, i) => figureOf(systems, row, `${row.title}: ${WORDS[outcomes[i]!]}`))
        ],
        links: [{text: "All systems", href: "./systems"}]
      });
    }
  };
}

/** What a system of a list is to the documents' network, which is better, worse or neither. */
const WORDS: Readonly<Record<Outcome, string>> = {better: "behind", worse: "ahead", even: "no clear difference"};

function namesOf(rows: readonly SystemRow[], outcomes: readonly Outcome[], outcome: Outcome): string {
  const names = rows.filter((_, i) => outcomes[i] === outcome).map(({run}) => run);
  return names.length ? names.join(", ") : "none";
}

const progress: Check = {
  needs: ["cnn", "blstm", DOCUMENTS_RUN],
  check: ({systems}) => {
    const before = systems.systems.find(({family}) => family === "rules" || family === "statistics");
    if (!before) throw new InputError("systems", "rules or statistics", "none");
    const networks = ["cnn", "blstm", DOCUMENTS_RUN];
    const isAhead = networks.every((run) => compareSystems(systems, run, before.run) === "better");
    return Promise.resolve({
      verdict: isAhead ? "reproduced" : "not reproduced",
      because: isAhead
        ? "Each of the three kinds of network reads significantly more than the best of these."
        : "Not each of the three kinds of network is ahead of the best of these.",
      how: "Accuracy on the same test images; McNemar’s exact test, p < 0.05.",
      figures: [
        figureOf(systems, rowOf(systems, "cnn"), "a CNN"),
        figureOf(systems, rowOf(systems, "blstm"), "an RNN, a bidirectional LSTM"),
        figureOf(systems, rowOf(systems, DOCUMENTS_RUN), "an ANN, the documents’"),
        figureOf(systems, before, `the best of rules and statistics, ${before.title}`)
      ],
      links: [{text: "All systems", href: "./systems"}]
    });
  }
};

const speed: Check = {
  needs: [DOCUMENTS_RUN],
  check: ({systems, timings}) => {
    const own = timedOf(systems.systems.filter(({run}) => run === DOCUMENTS_RUN))[0];
    const existing = timedOf(systems.systems.filter(({family}) => EXISTING.includes(family)));
    if (!own || !existing.length || !timings)
      throw new InputError("timings.json", "times for an image (npm run timings -- --save)", "none");
    const faster = existing.filter(({milliseconds}) => milliseconds < own.milliseconds);
    const slowest = existing.at(-1)!;
    const label = ({title}: SystemRow) => `for an image, ${title}`;
    const figureAt = (row: TimedRow, text: string): Figure => ({
      kind: "milliseconds",
      label: text,
      value: row.milliseconds,
      n: timings.n,
      run: row.run
    });
    return Promise.resolve({
      verdict: faster.length ? "not reproduced" : "reproduced",
      because: faster.length
        ? `${faster.map(({run}) => run).join(", ")} answer sooner than the documents’ network, and even the slowest answers at once.`
        : "Each of them takes longer than the documents’ network.",
      how: `Mean time for an image given alone, all in one run on one machine (${timings.machine}, ${timings.measured.slice(0, 10)}). Reproduced if each takes longer than the network.`,
      figures: [
        {kind: "text", label: "of these systems answer sooner", value: `${faster.length} of ${existing.length}`},
        figureAt(own, "for an image, the documents’ network"),
        figureAt(existing[0]!, label(existing[0]!)),
        figureAt(slowest, label(slowest))
      ],
      links: [{text: "Time and error of all systems", href: "./systems?cost=image#error-and-cost"}]
    });
  }
};

type TimedRow = SystemRow & {readonly milliseconds: number};

/** Returns the rows whose time was measured, the fastest first. */
function timedOf(rows: readonly SystemRow[]): TimedRow[] {
  return rows
    .filter((row): row is TimedRow => row.milliseconds !== undefined)
    .sort((a, b) => a.milliseconds - b.milliseconds);
}

function rowOf({systems}: Systems, run: string): SystemRow {
  const row = systems.find((one) => one.run === run);
  if (!row) throw new InputError("systems", `the run ${run}`, "systems without it");
  return row;
}

function figureOf({n}: Systems, {run, right}: SystemRow, label: string): Figure {
  return share(label, {n, correct: right}, run);
}

export const SYSTEM_CHECKS = {
  rules: aheadOf("rules"),
  statistics: aheadOf("statistics"),
  conventional: aheadOf("conventional machine learning"),
  progress,
  speed
};
