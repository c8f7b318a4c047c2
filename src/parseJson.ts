import * as v from "valibot";
import {InputError} from "./inputError.js";
import {jsonOf} from "./jsonOf.js";

/**
 * Parses JSON text, possibly written by hand. *source* names the text in errors.
 * @throws InputError for text that is no JSON; it names the first field that does not match *schema*
 */
export function parseJson<T>(schema: v.GenericSchema<unknown, T>, text: string, source: string): T {
  const result = v.safeParse(schema, jsonOf(text, source));
  if (result.success) return result.output;
  const [{path = [], type, expected, received}] = result.issues;
  const field = path.map(({key}) => String(key)).join(".");
  if (received === "undefined") throw new InputError(source, field, "none");
  throw new InputError(source, field ? `${field} as ${expected ?? type}` : "an object", received);
}
