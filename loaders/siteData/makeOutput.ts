import {codeKeys} from "../buildCache/codeKey.js";
import {hashOf} from "../buildCache/hashes.js";
import {keptBytes} from "../buildCache/keptBytes.js";
import {findDataFolder} from "../datasets/dataset.js";
import {inputKeys, type InputKeys} from "./inputKeys.js";
import type {Output} from "./output.js";
import {siteParts, type SiteParts} from "./siteParts.js";

/** What outputs are made of, and the keys of that. */
export interface Materials {
  readonly parts: SiteParts;
  readonly keys: InputKeys;
}

/** Returns the materials of a site with the digits of the folder *data*. */
export function materialsOf(data: string): Materials {
  return {parts: siteParts(data), keys: inputKeys(data)};
}

/** What is done for each output in turn: before it is made, unless it was made before, and with its bytes. */
export interface OutputCalls {
  readonly onMake?: (output: Output) => void;
  readonly onMade: (output: Output, bytes: Uint8Array) => Promise<void>;
}

/** Makes *outputs*, each as it was made before where nothing that it is made of has changed. */
export async function makeOutputs(
  outputs: readonly Output[],
  {parts, keys}: Materials,
  {onMake, onMade}: OutputCalls
): Promise<void> {
  const codes = await codeKeys(outputs.map(({module}) => module));
  for (const [i, output] of outputs.entries()) {
    const used = await Promise.all(output.uses.map(async (input) => [input, await keys[input]()]));
    const bytes = await keptBytes({name: output.name, key: hashOf([codes[i], used])}, () => {
      onMake?.(output);
      return output.make(parts);
    });
    await onMade(output, bytes);
  }
}

/** Writes an output to stdout, as a loader of Framework's does. */
export async function writeOutput(output: Output): Promise<void> {
  const onMade = async (_: Output, bytes: Uint8Array) => void process.stdout.write(bytes);
  await makeOutputs([output], materialsOf(await findDataFolder()), {onMade});
}
