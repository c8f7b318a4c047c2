import {SIDE} from "../../ink/image/grid.js";
import type {Alphabet} from "../../characters/alphabet.js";
import type {GradientMaps} from "../../readers/network/gradients/gradientMaps.js";
import {formatPercent} from "../page/format.js";
import {named, REGIONS, strongestRegion, type DigitExplanation} from "./explanation.js";

/** The classes that a map is about. */
export interface Asked {
  readonly digit: string;
  /** The class against which, if any. */
  readonly other: string | undefined;
}

/** Returns the class of the index *label*, and the *other* one that is asked about, with their articles. */
export function askedOf(classes: Alphabet, label: number, other: number | undefined): Asked {
  return {digit: named(classes, label), other: other === undefined ? undefined : named(classes, other)};
}

/** Returns the ninth with most of a map's positive values, by its place; undefined for a map without any. */
export function strongestPart(
  values: ArrayLike<number>,
  regions: Pick<DigitExplanation, "regions">["regions"]
): number | undefined {
  const sums = regions.map(({box: {x, y, width, height}}) => {
    let sum = 0;
    for (let v = Math.max(0, y); v < Math.min(SIDE, y + height); ++v)
      for (let u = Math.max(0, x); u < Math.min(SIDE, x + width); ++u) sum += Math.max(0, values[v * SIDE + u]!);
    return sum;
  });
  const best = sums.reduce((most, sum, i) => (sum > sums[most]! ? i : most), 0);
  return sums[best]! > 0 ? best : undefined;
}

/** Says what hiding the ink measures, and where it matters most. */
export function hiddenInkWords(explanation: Pick<DigitExplanation, "regions">, asked: Asked): string {
  const part = strongestRegion(explanation);
  const found = part === undefined ? "No part alone decides." : `Strongest ${REGIONS[part]}.`;
  return (
    `${found} We hide the ink patch by patch and measure how far the odds of ${against(asked)} fall. ` +
    "It tests the real answer, but only where there is ink."
  );
}

/** Says what the gradient measures, and where it is steepest. */
export function gradientWords(
  gradient: ArrayLike<number>,
  {regions}: Pick<DigitExplanation, "regions">,
  asked: Asked
): string {
  const part = strongestPart(gradient, regions);
  const found = part === undefined ? "Nowhere would more ink help." : `More ink would help most ${REGIONS[part]}.`;
  const score = asked.other === undefined ? `the score of ${asked.digit}` : `the lead of ${against(asked)}`;
  return (
    `${found} For each pixel, blank ones too: how fast ${score} rises with a little more ink there. ` +
    "It holds for tiny changes only, so it looks grainy."
  );
}

/** Says what Grad-CAM measures, and where it is strongest; why there is none, for a network without it. */
export function gradCamWords(
  {activation, isMean}: Pick<GradientMaps, "activation" | "isMean">,
  {regions}: Pick<DigitExplanation, "regions">,
  asked: Asked
): string {
  if (!activation && isMean)
    return "This answer is the mean of several networks. They have no last convolution in common, so there is no Grad-CAM.";
  if (!activation)
    return "This network has no convolutions, so it has no feature maps to weigh: Grad-CAM does not exist for it.";
  const [height, width, maps] = activation.shape;
  const part = strongestPart(activation.map, regions);
  const found = part === undefined ? `No place speaks for ${asked.digit}.` : `Strongest ${REGIONS[part]}.`;
  return (
    `${found} The ${maps} feature maps of the last convolution, ${height} × ${width} each, weighted by how much ` +
    `${asked.other === undefined ? `the score of ${asked.digit}` : `the lead of ${against(asked)}`} depends on them. ` +
    "It names an area, not pixels, and shows nothing that speaks against."
  );
}

/** Says how far hiding ink and the gradient agree: whether the ink of a pixel speaks for the class or against it. */
export function agreementWords(image: Uint8Array, hidden: ArrayLike<number>, gradient: ArrayLike<number>): string {
  const inked = [...image.keys()].filter((pixel) => image[pixel]! && hidden[pixel]! && gradient[pixel]!);
  if (!inked.length) return "";
  const agreed = inked.filter((pixel) => hidden[pixel]! > 0 === gradient[pixel]! > 0).length;
  return `On ${formatPercent(agreed / inked.length, inked.length)} of the ink, hiding it and the gradient agree whether it helps.`;
}

/** What is said of a run whose reader has no layers to follow. */
export const NO_GRADIENTS =
  "This run’s reader is not a network that the site can follow layer by layer, so it has no gradient and no feature " +
  "maps. Hiding ink works for every reader.";

function against({digit, other}: Asked): string {
  return other === undefined ? digit : `${digit} over ${other}`;
}
