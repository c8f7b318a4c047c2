/** The uses of a writer's digits: to train on, to choose models by, and to evaluate the chosen model. */
export const WRITER_PARTS = ["train", "validation", "held-out"] as const;
export type WriterPart = (typeof WRITER_PARTS)[number];

/**
 * Assigns a part to each writer of one collection. *names* must contain all of its writers, in any order and with any
 * repetitions. Sorted by name (in UTF-16 code unit order), every fourth writer from the first is held out; of the
 * others, every fifth from the first is for validation.
 */
export function partOfWriters(names: Iterable<string>): Map<string, WriterPart> {
  const sorted = [...new Set(names)].sort();
  const others = sorted.filter((_, i) => i % 4 !== 0);
  const parts = new Map<string, WriterPart>(sorted.map((name) => [name, "held-out"]));
  others.forEach((name, i) => parts.set(name, i % 5 === 0 ? "validation" : "train"));
  return parts;
}
