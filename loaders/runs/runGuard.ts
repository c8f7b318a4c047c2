import {stat} from "node:fs/promises";
import {InputError} from "../../src/inputError.js";
import {countCheckpointEpochs} from "./checkpoint.js";
import {readRun} from "./runs.js";

/** What lies under a run's name before it is trained. */
export interface Found {
  /** Whole epochs of a training that was stopped; undefined where there is none. */
  readonly checkpoint: number | undefined;
  /** The command that made the run and the SHA-256 of its digits, where a run is there and says so; undefined for no run. */
  readonly finished: {readonly command?: string | undefined; readonly digits?: string | undefined} | undefined;
}

/** Returns what lies in the folder *dir* of the run *name* and in the *checkpoint* beside it. */
export async function findRun(name: string, dir: string, checkpoint: string): Promise<Found> {
  const isThere = await stat(dir).then(
    () => true,
    () => false
  );
  const run = isThere ? await readRun(name).catch(() => undefined) : undefined;
  return {
    checkpoint: await countCheckpointEpochs(checkpoint),
    finished: isThere ? {command: run?.about.command, digits: run?.about.dataset?.sha256} : undefined
  };
}

/**
 * Refuses to train over what is there, unless with *force*; and with *resume* to go on where nothing was stopped but a run is
 * there that another *command* made.
 * @throws InputError that says what is there and which option is meant
 */
export function checkOverwrite(
  {checkpoint, finished}: Found,
  {dir, path, resume, force, command}: {dir: string; path: string; resume: boolean; force: boolean; command: string}
): void {
  if (resume && force) throw new InputError("options", "--resume or --force", "both");
  if (force || (resume && checkpoint !== undefined)) return;
  if (checkpoint !== undefined) {
    const epochs = checkpoint === 1 ? "one epoch" : `${checkpoint} epochs`;
    throw new InputError(
      path,
      "no training of that name (--resume goes on, --force starts anew)",
      `one stopped after ${epochs}`
    );
  }
  if (!finished) return;
  if (!resume) throw new InputError(dir, "no run of that name (--force replaces it)", "a run that is there");
  if (finished.command !== command) {
    const got = `a finished run${finished.command ? ` made by ${finished.command}` : ""}`;
    throw new InputError(dir, "a training that was stopped, or a run of the same settings (--force trains anew)", got);
  }
}
