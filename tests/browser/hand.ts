import type {Locator, Page} from "playwright-core";
import {expect} from "vitest";
import {sessionOf} from "../../loaders/bench/hand.js";
import type {Point, Stroke} from "../../src/pen/pen.js";

export {dataOf, drawByMouse, readAnswer} from "../../loaders/bench/hand.js";

/** Draws *strokes*, in fractions of the surface, with a finger: the touch events of a phone. */
export async function drawByTouch(page: Page, strokes: readonly Stroke[]): Promise<void> {
  await page.getByTestId("ink").scrollIntoViewIfNeeded();
  const [session, box] = await Promise.all([sessionOf(page), page.getByTestId("ink").boundingBox()]);
  const send = (type: "touchStart" | "touchMove" | "touchEnd", points: readonly Point[]) =>
    session.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: points.map(([x, y]) => ({x: box!.x + x * box!.width, y: box!.y + y * box!.height}))
    });
  for (const stroke of strokes) {
    const sent = [send("touchStart", [stroke[0]!])];
    for (const point of stroke.slice(1)) sent.push(send("touchMove", [point]));
    await Promise.all([...sent, send("touchEnd", [])]);
  }
}

/**
 * Brings an element to the middle of the window by the wheel, as a visitor does. A page whose address led somewhere stays
 * there while it loads, unless its visitor scrolls, clicks or types: a script that scrolls does none of these.
 */
export async function wheelTo(page: Page, element: Locator): Promise<void> {
  const distance = async () => {
    const {y, height} = (await element.boundingBox())!;
    return y + height / 2 - page.viewportSize()!.height / 2;
  };
  await page.mouse.wheel(0, await distance());
  await expect.poll(async () => Math.abs(await distance())).toBeLessThan(2);
}

/** Returns the button that says that the chosen digit is *name*: a class, or "Not a digit". */
export function correction(page: Page, name: string): Locator {
  return page.getByTestId("correct").getByRole("button", {name: new RegExp(`^${name}( read)?$`)});
}

/** Returns the name of the class that the visitor said the chosen digit is; undefined if nothing was said. */
export async function correctionOf(page: Page): Promise<string | undefined> {
  const [said] = await page.getByTestId("correct").locator('button[aria-pressed="true"]').allInnerTexts();
  return said?.split(/\s/)[0];
}

/** Strokes of plain digits, drawn by hand for these tests, in fractions of the surface. */
export const PLAIN: Readonly<Record<string, readonly Stroke[]>> = {
  "0": [
    [
      [0.5, 0.2],
      [0.37, 0.28],
      [0.32, 0.5],
      [0.38, 0.73],
      [0.5, 0.8],
      [0.63, 0.72],
      [0.68, 0.5],
      [0.62, 0.27],
      [0.5, 0.2]
    ]
  ],
  "1": [
    [
      [0.5, 0.2],
      [0.5, 0.4],
      [0.5, 0.6],
      [0.5, 0.8]
    ]
  ],
  "2": [
    [
      [0.32, 0.32],
      [0.4, 0.22],
      [0.55, 0.2],
      [0.65, 0.28],
      [0.64, 0.42],
      [0.52, 0.58],
      [0.4, 0.7],
      [0.31, 0.79],
      [0.5, 0.78],
      [0.7, 0.78]
    ]
  ],
  "3": [
    [
      [0.34, 0.24],
      [0.46, 0.19],
      [0.6, 0.22],
      [0.64, 0.33],
      [0.57, 0.44],
      [0.46, 0.48],
      [0.6, 0.52],
      [0.67, 0.63],
      [0.61, 0.76],
      [0.46, 0.81],
      [0.33, 0.75]
    ]
  ],
  "4": [
    [
      [0.42, 0.2],
      [0.36, 0.38],
      [0.3, 0.56],
      [0.5, 0.56],
      [0.7, 0.54]
    ],
    [
      [0.6, 0.36],
      [0.59, 0.6],
      [0.57, 0.82]
    ]
  ],
  "7": [
    [
      [0.3, 0.22],
      [0.5, 0.22],
      [0.7, 0.22],
      [0.62, 0.4],
      [0.54, 0.6],
      [0.48, 0.8]
    ]
  ]
};

/** Returns a number of plain digits, side by side from the left edge on, of a third of the surface's height. */
export function writeNumber(number: string): Stroke[] {
  let left = 0.03;
  return Array.from(number).flatMap((digit) => {
    const xs = PLAIN[digit]!.flat().map(([x]) => x);
    const [least, most] = [Math.min(...xs), Math.max(...xs)];
    const from = left;
    left += 0.3 * (most - least) + 0.06;
    return PLAIN[digit]!.map((stroke) => stroke.map(([x, y]): Point => [from + 0.3 * (x - least), 0.1 + 0.4 * y]));
  });
}
