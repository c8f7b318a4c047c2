import * as v from "valibot";
import {InputError} from "./inputError.js";

/**
 * Returns the value in a JSON text that somebody may have written by hand. *source* names it in errors.
 * @throws InputError for what is no JSON, or names the first field that is not as *schema* says
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
