import {InputError} from "./inputError.js";

/** Returns the value in a JSON *text*. @throws InputError that names *source*, and says that *expected* was expected, for no JSON */
export function jsonOf(text: string, source: string, expected = "JSON"): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError(source, expected, `${text.length} characters that end early or are something else`);
  }
}
