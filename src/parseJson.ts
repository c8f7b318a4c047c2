import * as v from "valibot";
import {InputError} from "./inputError.js";

/**
 * Parses JSON text, possibly written by hand. *source* names the text in errors.
 * @throws InputError for text that is no JSON; it names the first field that does not match *schema*
 */
export function parseJson<T>(schema: v.GenericSchema<unknown, T>, text: string, source: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InputError(source, "JSON", `${text.length} characters that end early or are something else`);
  }
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [{path = [], type, expected, received}] = result.issues;
  const field = path.map(({key}) => String(key)).join(".");
  if (received === "undefined") throw new InputError(source, field, "none");
  throw new InputError(source, field ? `${field} as ${expected ?? type}` : "an object", received);
}
