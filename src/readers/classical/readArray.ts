import {InputError} from "../../inputError.js";
import {parseNpy} from "../../npy.js";
import {fileOf, type ModelFiles} from "../../run/modelFiles.js";

/**
 * Returns the values of the array in the file *name* of the `model/` folder *source*, in C order.
 * @throws InputError for a file that is missing, of another *shape*, or with values that are not finite
 */
export function readArray(
  files: ModelFiles,
  name: string,
  {source, shape}: {readonly source: string; readonly shape: readonly number[]}
): Float32Array {
  const at = `${source}/${name}`;
  const found = parseNpy(fileOf(files, name, source), at);
  const [expected, got] = [shape.join(" × "), found.shape.join(" × ")];
  if (got !== expected) throw new InputError(at, `${expected} values`, got || "a single one");
  if (!found.values.every(Number.isFinite)) throw new InputError(at, "finite values", "NaN or infinity");
  return found.values;
}
