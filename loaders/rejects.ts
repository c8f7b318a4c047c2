import type {InputError} from "../src/inputError.js";

/**
 * Hears of a row or an image that is left out: the *reason*, in a few words that are the same for all of its kind, and
 * the error that names it. Who reads data and was given none throws the error instead: the first bad row stops.
 */
export type OnReject = (reason: string, error: InputError) => void;

/** Leaves a row or an image out where *onReject* is there to hear of it. @throws InputError the *error*, otherwise */
export function reject(onReject: OnReject | undefined, reason: string, error: InputError): void {
  if (!onReject) throw error;
  onReject(reason, error);
}
