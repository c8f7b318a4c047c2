import type {Exchange} from "../../../src/training/crew/exchange.js";

/** What each rank adds in a step: *values*, [ranks][n], and *figures*, [ranks][m]. */
export interface Sums {
  readonly values: readonly Float32Array[];
  readonly figures: readonly Float64Array[];
}

/**
 * Adds up a step's values and figures, and resolves to the totals with a checksum of each rank's totals, which that rank
 * sends the others in a call of its own.
 */
export async function addUp(exchange: Exchange, {values, figures}: Sums) {
  const [ownValues, ownFigures] = [values[exchange.rank]!.slice(), figures[exchange.rank]!.slice()];
  await exchange.allReduce(ownValues, ownFigures);
  const checksums = Float64Array.from({length: ownFigures.length}, () => 0);
  checksums[exchange.rank] = checksum(ownValues, ownFigures);
  await exchange.allReduce(new Float32Array(ownValues.length), checksums);
  return {values: ownValues, figures: ownFigures, checksums: [...checksums.subarray(0, exchange.size)]};
}

/** Returns the 32-bit FNV-1a hash of the bytes of *arrays*. */
export function checksum(...arrays: readonly (Float32Array | Float64Array)[]): number {
  let hash = 0x811c9dc5;
  for (const array of arrays)
    for (const byte of new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
      hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
