import {Command, CommanderError} from "commander";
import {InputError} from "../../src/inputError.js";
import {cleanUpOnSignals} from "../stopping.js";
import {diskError} from "../systemErrors.js";
import {messageOf} from "../../src/messageOf.js";

/**
 * Runs a command and sets the exit code: 0 on success; 1, with one line on stderr, for bad input, a disk error or any
 * other error (`DEBUG=1` adds the stack trace). If a signal ends the command, removes partial files.
 */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  cleanUpOnSignals();
  // A reader such as `head` may close the pipe early, which is not an error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
  try {
    await main();
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return;
    process.stderr.write(`handscope: ${describe(error)}\n`);
    if (process.env.DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  }
}

/** Returns a command line parser whose errors are thrown as one sentence. */
export function command(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .exitOverride()
    .configureOutput({writeErr: () => undefined})
    .helpOption("-h, --help", "show this");
}

/** Returns a parser of an option's value: a whole number from *least* to *most*. */
export function wholeNumber(option: string, least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`;
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InputError(option, `a whole number ${range}`, `"${text}"`);
    }
    return value;
  };
}

/** Returns a parser of an option's value: a number above 0. */
export function positiveNumber(option: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === "" || !(value > 0) || !Number.isFinite(value)) {
      throw new InputError(option, "a number above 0", `"${text}"`);
    }
    return value;
  };
}

/** Returns a parser of an option's value: a number between 0 and 1. */
export function properShare(option: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === "" || !(value > 0 && value < 1)) {
      throw new InputError(option, "a number between 0 and 1", `"${text}"`);
    }
    return value;
  };
}

/** Writes a message to stderr; stdout is for a command's output. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Writes a line of the command's output to stdout. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function describe(error: unknown): string {
  if (error instanceof CommanderError) {
    const what = error.message.replace(/^error: /, "").replace(/\s*\n\s*/g, " ");
    return `options: expected what --help lists, got ${what}`;
  }
  const refused = diskError(error);
  if (refused) return refused.message;
  return messageOf(error);
}
