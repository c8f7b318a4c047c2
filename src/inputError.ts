/**
 * Reports wrong user input. Its message is one line, `SOURCE: expected A, got B`, where SOURCE is a file, a file and
 * line (`train.csv:17`), a folder or an option. Commands print it without a stack trace and exit with 1.
 */
export class InputError extends Error {
  override name = "InputError";

  constructor(
    readonly source: string,
    readonly expected: string,
    readonly actual: string
  ) {
    // The message may quote a file's bytes: line breaks and terminal control characters become spaces.
    super(`${source}: expected ${expected}, got ${actual}`.replace(/\s*[\p{Cc}\u2028\u2029]+\s*/gu, " "));
  }
}
