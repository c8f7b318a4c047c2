import {join} from "node:path";
import {group, shuffler} from "d3-array";
import {randomLcg} from "d3-random";
import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {readPenDigits, splitWriters, type PenCollection, type PenDigit} from "../../loaders/datasets/penDigits.js";
import type {Point, Stroke} from "../../src/pen/pen.js";
import {findExtent} from "../../src/pen/strokes.js";
import {wilsonInterval} from "../../src/stats/interval.js";
import {findTestData} from "../testData.js";
import {drawByMouse, drawByTouch, readAnswer} from "./hand.js";
import {openSite, visit, type OpenSite} from "./visit.js";

const data = findTestData();

/** How many drawings of each kind, at most: HANDSCOPE_DRAWINGS=5000 draws all that there are. */
const MOST = Number(process.env.HANDSCOPE_DRAWINGS ?? 30);

/** The share that must be right at least. A test of so few can't show the last half point; the report says the interval. */
const LEAST = 0.94;

type Draw = (page: Page, strokes: readonly Stroke[]) => Promise<void>;

const PHONE = {viewport: {width: 390, height: 844}, hasTouch: true, isMobile: true};

/** Returns *strokes* moved and scaled so that the box around them is at (left, top) and of that scale. */
function place(strokes: readonly Stroke[], scale: number, left: number, top: number): Stroke[] {
  const {x, y} = findExtent(strokes)!;
  return strokes.map((stroke) => stroke.map(([u, v]): Point => [left + (u - x) * scale, top + (v - y) * scale]));
}

/** Returns *strokes* somewhere on the surface, the longer side of their box 0.3 to 0.9 of it. */
function anywhere(strokes: readonly Stroke[], random: () => number): Stroke[] {
  const {width, height} = findExtent(strokes)!;
  const scale = (0.3 + 0.6 * random()) / Math.max(width, height, 1);
  return place(strokes, scale, 0.01 + (0.98 - width * scale) * random(), 0.01 + (0.98 - height * scale) * random());
}

/**
 * Returns digits of one writer side by side as a number across most of the surface: each 0.85 to 1.15 of the same height,
 * on one baseline give or take a twentieth, with 0.12 to 0.4 of the height between.
 */
function sideBySide(digits: readonly PenDigit[], random: () => number): Stroke[] {
  let x = 0;
  const written = digits.flatMap(({strokes}) => {
    const {width, height} = findExtent(strokes)!;
    const scale = (0.85 + 0.3 * random()) / Math.max(height, width / 1.6, Number.EPSILON);
    const left = x;
    x += width * scale + 0.12 + 0.28 * random();
    return place(strokes, scale, left, 0.1 * random() - 0.05 - height * scale);
  });
  const {width, height} = findExtent(written)!;
  const scale = Math.min(0.94 / width, 0.6 / height);
  return place(written, scale, 0.03 + (0.94 - width * scale) * random(), 0.05 + (0.9 - height * scale) * random());
}

/** Draws each number on the page and returns how many were read rightly. */
async function countRight(page: Page, draw: Draw, numbers: readonly {text: string; strokes: Stroke[]}[]) {
  let right = 0;
  for (const {text, strokes} of numbers) {
    await draw(page, strokes);
    if ((await readAnswer(page, strokes.length)).text === text) ++right;
    await page.getByTestId("clear").click();
  }
  return right;
}

function report(what: string, right: number, n: number): void {
  const [low, high] = wilsonInterval(right, n).map((share) => (100 * share).toFixed(1));
  const share = ((100 * right) / n).toFixed(2);
  process.stdout.write(`${what}: ${right} of ${n} = ${share} %, 95 % interval ${low}–${high} %\n`);
}

describe.runIf(data)("drawings of writers that nothing was learned from or tuned on", () => {
  let site: OpenSite;
  let writers: PenDigit[];

  beforeAll(async () => {
    site = await openSite();
    writers = splitWriters(await readPenDigits(join(data!, "strokes")))["held-out"];
  });
  afterAll(() => site.close());

  const of = (collection: PenCollection) => writers.filter(({name}) => name === collection);
  const some = (collection: PenCollection, random: () => number) =>
    shuffler(random)(of(collection))
      .slice(0, MOST)
      .map(({label, strokes}) => ({text: String(label), strokes: anywhere(strokes, random)}));

  test.each(["unipen", "pendigits"] as const)(
    "%s, by mouse and by touch, anywhere at any size",
    async (collection) => {
      for (const [input, draw, device] of [
        ["mouse", drawByMouse, {}],
        ["touch", drawByTouch, PHONE]
      ] as const) {
        const numbers = some(collection, randomLcg(2026));
        const {page} = await visit(site, "draw", device);
        const right = await countRight(page, draw, numbers);
        report(`${collection}, held-out writers, ${input}`, right, numbers.length);
        expect(right / numbers.length).toBeGreaterThan(LEAST);
        await page.context().close();
      }
    },
    1_800_000
  );

  test("with every width of the pen: it is looks, and changes no answer by itself", async () => {
    const shares: number[] = [];
    for (const pen of ["thin", "medium", "thick"]) {
      const random = randomLcg(2027);
      const numbers = (["unipen", "pendigits"] as const).flatMap((collection) =>
        some(collection, random).slice(0, Math.ceil(MOST / 10))
      );
      const {page} = await visit(site, `draw?pen=${pen}`);
      const right = await countRight(page, drawByMouse, numbers);
      report(`UNIPEN and Pendigits, held-out writers, ${pen} pen`, right, numbers.length);
      shares.push(right / numbers.length);
      await page.context().close();
    }
    expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(0.01);
  }, 1_800_000);

  test.each([2, 3, 5])(
    "numbers of %i digits of one writer",
    async (n) => {
      const random = randomLcg(2026);
      const {page} = await visit(site, "draw");
      for (const collection of ["unipen", "pendigits"] as const) {
        const hands = [...group(of(collection), ({writer}) => writer).values()];
        const numbers = Array.from({length: Math.min(MOST, 300) / 2}, () => {
          const hand = hands[Math.floor(hands.length * random())]!;
          const digits = Array.from({length: n}, () => hand[Math.floor(hand.length * random())]!);
          return {text: digits.map(({label}) => label).join(""), strokes: sideBySide(digits, random)};
        });
        const right = await countRight(page, drawByMouse, numbers);
        report(`${collection}, held-out writers, numbers of ${n} digits`, right, numbers.length);
        expect(right / numbers.length).toBeGreaterThan(0.75);
      }
      await page.context().close();
    },
    1_800_000
  );
});
