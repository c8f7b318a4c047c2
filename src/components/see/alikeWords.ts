import {formatCount} from "../page/format.js";

/** Images most like a drawing, by two kinds of distance. */
export interface Alike {
  /** The classes of the nearest images, as text, by the layer, and by the pixels. */
  readonly byLayer: readonly string[];
  readonly byPixels: readonly string[];
  /** How many images both have in common. */
  readonly common: number;
  /** What the run answers; undefined for no answer. */
  readonly answer: string | undefined;
  /** Whether the run says that it looks like none of its classes: then the answer is only the closest. */
  readonly isNone?: boolean;
}

/** Returns the most frequent of *names*, the first of several, and how often it occurs. */
export function mostFrequent(names: readonly string[]): {name: string; times: number} {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const [name, times] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), ["", 0]);
  return {name, times};
}

/** Says which labels the images have that are most like the drawing, by the layer and by the pixels. */
export function alikeWords({byLayer, byPixels, common, answer, isNone = false}: Alike): string {
  const [layer, pixels] = [mostFrequent(byLayer), mostFrequent(byPixels)];
  const says = isNone ? "closest match" : "answer";
  const agrees =
    answer === undefined
      ? ""
      : answer === layer.name
        ? `, the network’s ${says}`
        : `; the network ${isNone ? "finds it closest to" : "says"} ${answer}`;
  const are = (n: number) => (n === 1 ? "is" : "are");
  const both =
    common === 0 ? "No image is in both lists." : `${common} of ${byLayer.length} images ${are(common)} in both lists.`;
  return (
    `By the hidden layer, ${layer.times} of the ${byLayer.length} most alike ${are(layer.times)} labeled ${layer.name}${agrees}. ` +
    `By pixels, ${pixels.times} of ${byPixels.length} ${are(pixels.times)} labeled ${pixels.name}. ${both}`
  );
}

/** Says among how many of the *n* training images the nearest were found: the first *done* of *count* so far. */
export function amongWords(done: number, count: number, n: number): string {
  if (done < count) return `Compared ${formatCount(done)} of ${formatCount(count)} images so far …`;
  const of = count < n ? `${formatCount(count)} of the ${formatCount(n)}` : `the ${formatCount(n)}`;
  return `Nearest first, by Euclidean distance, among ${of} training images. The label is below each.`;
}
