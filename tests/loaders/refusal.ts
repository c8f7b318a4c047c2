import {expect} from "vitest";
import {InputError} from "../../src/inputError.js";

/** Resolves to the message of the InputError with which *promise* is refused; fails for anything else. */
export async function refusal(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason
  );
  expect(error).toBeInstanceOf(InputError);
  return (error as InputError).message;
}
