/** What a writer's digits are for: to learn from, to choose by, and to measure the choice once it was made. */
export const WRITER_PARTS = ["train", "validation", "held-out"] as const;
export type WriterPart = (typeof WRITER_PARTS)[number];

/**
 * Returns the part of each writer of one collection, all of whose *names* must be given, in any order and any number of
 * times: by name (in the order of UTF-16 code units), every fourth from the first is held out; of the others every
 * fifth from the first is for validation.
 */
export function partOfWriters(names: Iterable<string>): Map<string, WriterPart> {
  const sorted = [...new Set(names)].sort();
  const others = sorted.filter((_, i) => i % 4 !== 0);
  const parts = new Map<string, WriterPart>(sorted.map((name) => [name, "held-out"]));
  others.forEach((name, i) => parts.set(name, i % 5 === 0 ? "validation" : "train"));
  return parts;
}
