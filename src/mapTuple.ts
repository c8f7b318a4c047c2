/** Applies *f* to each item and keeps the length of a tuple, which `Array.map` forgets: two items give a pair. */
export function mapTuple<const Items extends readonly unknown[], Result>(
  items: Items,
  f: (item: Items[number], index: number) => Result
): {-readonly [I in keyof Items]: Result} {
  return items.map(f) as {-readonly [I in keyof Items]: Result};
}
