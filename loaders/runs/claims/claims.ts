import {InputError} from "../../../src/inputError.js";
import {messageOf} from "../../../src/messageOf.js";
import {CLAIMS, type Claim, type ClaimName} from "../../../src/run/claims.js";
import type {EpochRecord} from "../../../src/run/history.js";
import type {RunAbout} from "../../../src/run/runAbout.js";
import {DOCUMENTS_RUN} from "../../../src/stats/deskRuns.js";
import {relativeToRuns, roundRecord} from "../describedRun.js";
import {listRuns, readRun, type Run} from "../runs.js";
import {readTimings, type Systems} from "../systems.js";
import {ACCURACY_CHECKS} from "./accuracyChecks.js";
import {DATA_CHECKS} from "./dataChecks.js";
import type {Check, Facts, Finding} from "./finding.js";
import {NETWORK_CHECKS} from "./networkChecks.js";
import {SYSTEM_CHECKS} from "./systemChecks.js";
import {USE_CHECKS} from "./useChecks.js";

/** A claim with what became of it, in `data/claims.json`. */
export interface CheckedClaim extends Claim, Finding {
  readonly name: ClaimName;
  /** How the runs of its figures were made. */
  readonly commands: readonly string[];
}

/** A run with a fault, with its epochs, and the honest one that it is compared with. */
export interface FaultyRun {
  readonly name: string;
  readonly about: Pick<RunAbout, "title" | "model" | "fault" | "command">;
  readonly history: readonly EpochRecord[];
}

/** The claims of the documents, checked. */
export interface Claims {
  readonly claims: readonly CheckedClaim[];
  readonly faulty: readonly FaultyRun[];
  /** The documents' network, trained without a fault; null where this site lacks it. */
  readonly honest: FaultyRun | null;
}

/** The checks of the claims, by name. */
const CHECKS: Readonly<Record<ClaimName, Check>> = {
  ...DATA_CHECKS,
  ...NETWORK_CHECKS,
  ...ACCURACY_CHECKS,
  ...SYSTEM_CHECKS,
  ...USE_CHECKS
};

/** Returns the claims of the documents with what the runs of this site, and its *systems*, say to each. */
export async function describeClaims(systems: Systems): Promise<Claims> {
  const names = await listRuns();
  const known = new Map<string, Promise<Run>>();
  const run = (name: string) => {
    const reading = known.get(name) ?? readRun(name);
    known.set(name, reading);
    return reading;
  };
  const all = (await Promise.all(names.map((name) => run(name).catch(orNothing)))).filter((one) => one !== undefined);
  const facts: Facts = {
    run,
    systems,
    timings: await readTimings(),
    alphabets: all.filter(({about}) => !about.fault).map(({classes}) => classes)
  };
  const claims: CheckedClaim[] = [];
  for (const name of Object.keys(CLAIMS) as ClaimName[]) claims.push(await checkedClaim(name, facts, names));
  const honest = all.find((one) => one.name === DOCUMENTS_RUN);
  return {
    claims,
    faulty: all.filter(({about, history}) => about.fault && history).map(withEpochs),
    honest: honest ? withEpochs(honest) : null
  };
}

async function checkedClaim(name: ClaimName, facts: Facts, runs: readonly string[]): Promise<CheckedClaim> {
  const finding = await checkOf(name, facts, runs);
  const used = [...new Set(finding.figures.flatMap((figure) => figure.run ?? []))];
  const commands = await Promise.all(used.map(async (one) => (await facts.run(one)).about.command));
  return {name, ...CLAIMS[name], ...finding, commands: commands.filter((command) => command !== undefined)};
}

async function checkOf(name: ClaimName, facts: Facts, runs: readonly string[]): Promise<Finding> {
  const {needs, check} = CHECKS[name];
  const missing = needs.filter((run) => !runs.includes(run));
  const notMeasured = (because: string): Finding => ({
    verdict: "not measured",
    because,
    how: "Nothing was measured.",
    figures: []
  });
  if (missing.length)
    return notMeasured(`This site lacks the run${missing.length > 1 ? "s" : ""} ${missing.join(", ")}.`);
  try {
    return await check(facts);
  } catch (error) {
    if (!(error instanceof InputError)) throw error; // of a run that is not whole, the page says what is wrong
    return notMeasured(`It could not be measured: ${relativeToRuns(messageOf(error))}.`);
  }
}

function withEpochs({name, about, history}: Run): FaultyRun {
  const {title, model, fault, command} = about;
  return {name, about: {title, model, fault, command}, history: (history ?? []).map(roundRecord)};
}

function orNothing(error: unknown): undefined {
  if (!(error instanceof InputError)) throw error; // the list of runs says what is wrong
  return undefined;
}
