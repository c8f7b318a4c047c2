/** The number of rows whose inked pixels are listed at a time: they stay in the cache. */
const TILE = 256;

/** The number of matrix rows that each pass over a list adds to. */
const GROUP = 4;

/**
 * Returns XᵀX, [dimensions × dimensions], the sums of products of the columns of *rows*, X, [n × dimensions]. It skips
 * zeros, which most pixels of an image are, and is exact: sums of products of bytes are whole numbers. 30,000 images
 * take about 1 s.
 */
export function sumProducts(rows: Uint8Array, dimensions: number): Float64Array {
  const padded = Math.ceil(dimensions / GROUP) * GROUP;
  const sums = new Float64Array(padded * dimensions); // [groups × dimensions × GROUP], the lower triangle
  const listed: Listed = {
    starts: new Int32Array(TILE + 1),
    columns: new Int32Array(TILE * dimensions),
    values: new Float64Array(TILE * dimensions)
  };
  for (let from = 0; from < rows.length; from += TILE * dimensions) {
    const tile = rows.subarray(from, from + TILE * dimensions);
    listInked(tile, dimensions, listed);
    for (let first = 0; first < dimensions; first += GROUP) addGroup(tile, {dimensions, first, listed}, sums);
  }
  const products = new Float64Array(dimensions * dimensions);
  for (let i = 0; i < dimensions; ++i) {
    const group = (i - (i % GROUP)) * dimensions + (i % GROUP);
    for (let j = 0; j <= i; ++j) products[i * dimensions + j] = products[j * dimensions + i] = sums[group + j * GROUP]!;
  }
  return products;
}

/** The values of a tile that are not 0, row after row. */
interface Listed {
  /** [rows + 1], where each row's values begin. */
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

function listInked(tile: Uint8Array, dimensions: number, {starts, columns, values}: Listed): void {
  let many = 0;
  for (let i = 0, at = 0; at < tile.length; ++i) {
    starts[i] = many;
    for (let column = 0; column < dimensions; ++column, ++at) {
      const value = tile[at]!;
      if (!value) continue;
      columns[many] = column;
      values[many++] = value;
    }
    starts[i + 1] = many;
  }
}

/** Adds the products of the `GROUP` columns from *first* on with all columns up to them. */
function addGroup(
  tile: Uint8Array,
  {dimensions, first, listed: {starts, columns, values}}: {dimensions: number; first: number; listed: Listed},
  sums: Float64Array
): void {
  const last = Math.min(first + GROUP, dimensions) - 1;
  const group = sums.subarray(first * dimensions, (first + GROUP) * dimensions);
  for (let i = 0, at = first; at < tile.length; ++i, at += dimensions) {
    const a = tile[at]!;
    const b = first + 1 <= last ? tile[at + 1]! : 0;
    const c = first + 2 <= last ? tile[at + 2]! : 0;
    const d = first + 3 <= last ? tile[at + 3]! : 0;
    if (!(a | b | c | d)) continue;
    const end = starts[i + 1]!;
    for (let k = starts[i]!; k < end; ++k) {
      const column = columns[k]!;
      if (column > last) break;
      const [value, sum] = [values[k]!, GROUP * column];
      group[sum]! += a * value;
      group[sum + 1]! += b * value;
      group[sum + 2]! += c * value;
      group[sum + 3]! += d * value;
    }
  }
}
