import {randomLcg, randomNormal} from "d3-random";
import {SIDE} from "../../src/ink/image/grid.js";
import {imageAt, type Digits} from "../../src/characters/digits.js";
import type {GrayImage} from "../../src/ink/image/image.js";
import {NO_DIGIT_KINDS, noDigitPicture} from "../../src/characters/noDigitPictures.js";
import {levelAt} from "../../src/characters/paper.js";
import {startBackend} from "../../src/readers/network/backend.js";
import {readPicture} from "../../src/readers/segmenter/readPicture.js";
import {digitState} from "../../src/stats/answerState.js";
import {wilsonInterval} from "../../src/stats/interval.js";
import {readAnsweringRun} from "../runs/answeringRun.js";
import {WASM} from "../paths.js";
import {listRuns} from "../runs/runs.js";
import type {Result, Say} from "./result.js";

/** Number of pictures of each sort, the seed that makes them, and the maximum share of wrong ones. */
const [PICTURES, SEED, TARGET] = [1000, 27, 0.02];

/** Counts of pictures, and of wrong ones among them. */
interface Tally {
  readonly n: number;
  readonly wrong: number;
}

/**
 * Measures the errors of the site's first run at telling digits from anything else: pictures without a digit that get
 * an answer not marked as no digit, and pictures of *digits* that are marked as no digit. The latter show one digit, or
 * a number of two to four digits.
 */
export async function benchNotDigits(digits: Digits, title: string, say: Say): Promise<Result[]> {
  await startBackend(WASM);
  const [name] = await listRuns();
  const {classifier, thresholds} = await readAnsweringRun(name!);
  const statesOf = async (picture: GrayImage) =>
    (await readPicture(classifier, picture)).flat().map((digit) => digitState(digit, thresholds));
  const random = randomLcg(SEED / 1000);

  say(`reading ${PICTURES} pictures without digits`);
  const unmarked = await tally(NO_DIGIT_KINDS, async (kind) => {
    const states = await statesOf(noDigitPicture(kind, random));
    // Right if nothing is read, or if something in the picture is marked as no digit.
    return states.length > 0 && !states.includes("no-digit");
  });
  say(`reading ${PICTURES} pictures of digits`);
  const marked = await tally(["one digit", "a number"], async (kind) => {
    const length = kind === "one digit" ? 1 : 2 + Math.floor(3 * random());
    const images = Array.from({length}, () => imageAt(digits, Math.floor(digits.length * random())));
    return (await statesOf(digitPicture(images, random))).includes("no-digit");
  });
  classifier.dispose();
  return [
    resultOf("pictures without digits, answered with a digit that is not marked", unmarked, name!),
    resultOf(`pictures of digits (${title}), marked as no digit`, marked, name!)
  ];
}

/** Cycles through *kinds* for `PICTURES` pictures and resolves to the count of wrong ones of each kind. */
async function tally<Kind extends string>(
  kinds: readonly Kind[],
  isWrong: (kind: Kind) => Promise<boolean>
): Promise<Map<Kind, Tally>> {
  const counts = new Map<Kind, Tally>(kinds.map((kind) => [kind, {n: 0, wrong: 0}]));
  for (let i = 0; i < PICTURES; ++i) {
    const kind = kinds[i % kinds.length]!;
    const {n, wrong} = counts.get(kind)!;
    counts.set(kind, {n: n + 1, wrong: wrong + Number(await isWrong(kind))});
  }
  return counts;
}

function resultOf(name: string, counts: ReadonlyMap<string, Tally>, run: string): Result {
  const wrong = [...counts.values()].reduce((sum, count) => sum + count.wrong, 0);
  const judged = (100 * wrong) / PICTURES;
  const [low, high] = wilsonInterval(wrong, PICTURES).map((share) => (100 * share).toFixed(1));
  const kinds = [...counts].map(([kind, count]) => `${kind} ${count.wrong} of ${count.n}`).join(", ");
  const figures = `${wrong} of ${PICTURES} by ${run}, in % with the 95 % interval ${low}–${high} (seed ${SEED}): ${kinds}`;
  return {name, figures, judged, target: `≤ ${100 * TARGET} %`, holds: judged <= 100 * TARGET};
}

/**
 * Draws digits ([784] each) side by side on paper as a gray picture: with random size, polarity, uneven light and
 * grain.
 */
function digitPicture(images: readonly Uint8Array[], random: () => number): GrayImage {
  const between = (low: number, high: number) => low + (high - low) * random();
  const size = 36 * 5 ** random(); // of a digit's 28 × 28 pixels
  const step = size * between(0.8, 1);
  const [left, top] = [between(0.3, 1.2) * size, between(0.3, 1.2) * size];
  const width = Math.round(left + step * (images.length - 1) + size + between(0.3, 1.2) * size);
  const height = Math.round(top + size + between(0.3, 1.2) * size);
  const [paper, ink] = random() < 0.75 ? [between(200, 250), between(10, 90)] : [between(10, 60), between(190, 250)];
  const grain = random() < 0.5 ? 0 : between(0.5, 5);
  const normal = randomNormal.source(random)(0, grain);
  const [slopeX, slopeY] = [between(-0.15, 0.15), between(-0.15, 0.15)];
  const data = new Uint8Array(width * height);
  for (let y = 0, i = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x, ++i) {
      const v = ((y + 0.5 - top) * SIDE) / size - 0.5;
      const cover = images.reduce(
        (most, image, k) => Math.max(most, levelAt(image, ((x + 0.5 - left - k * step) * SIDE) / size - 0.5, v)),
        0
      );
      const light = 1 + slopeX * (x / width - 0.5) + slopeY * (y / height - 0.5);
      const level = (paper + ((ink - paper) * cover) / 255) * light + (grain ? normal() : 0);
      data[i] = Math.round(Math.min(255, Math.max(0, level)));
    }
  }
  return {width, height, data};
}
