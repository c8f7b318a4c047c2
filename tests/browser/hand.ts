import type {CDPSession, Locator, Page} from "playwright-core";
import type {Point, Stroke} from "../../src/digits/pen.js";

/** What the answer says, from its data attributes. */
export interface AnswerData {
  readonly state: string;
  readonly text: string;
  readonly confidence: number;
  readonly strokes: number;
}

/** A way to send input events one after another without waiting for each. */
const sessions = new WeakMap<Page, Promise<CDPSession>>();

function sessionOf(page: Page): Promise<CDPSession> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, session);
  return session;
}

/** Draws *strokes*, in fractions of the surface, with the mouse: the browser's own events, in order. */
export async function drawByMouse(page: Page, strokes: readonly Stroke[]): Promise<void> {
  const [session, box] = await Promise.all([sessionOf(page), page.getByTestId("ink").boundingBox()]);
  const send = (type: "mousePressed" | "mouseMoved" | "mouseReleased", [x, y]: Point, buttons: number) =>
    session.send("Input.dispatchMouseEvent", {
      type,
      x: box!.x + x * box!.width,
      y: box!.y + y * box!.height,
      button: type === "mouseMoved" && !buttons ? "none" : "left",
      buttons,
      clickCount: 1
    });
  for (const stroke of strokes) {
    await Promise.all([
      send("mouseMoved", stroke[0]!, 0),
      send("mousePressed", stroke[0]!, 1),
      ...stroke.slice(1).map((point) => send("mouseMoved", point, 1)),
      send("mouseReleased", stroke.at(-1)!, 0)
    ]);
  }
}

/** Draws *strokes*, in fractions of the surface, with a finger: the touch events of a phone. */
export async function drawByTouch(page: Page, strokes: readonly Stroke[]): Promise<void> {
  const [session, box] = await Promise.all([sessionOf(page), page.getByTestId("ink").boundingBox()]);
  const send = (type: "touchStart" | "touchMove" | "touchEnd", points: readonly Point[]) =>
    session.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: points.map(([x, y]) => ({x: box!.x + x * box!.width, y: box!.y + y * box!.height}))
    });
  for (const stroke of strokes) {
    await send("touchStart", [stroke[0]!]);
    for (const point of stroke.slice(1)) await send("touchMove", [point]);
    await send("touchEnd", []);
  }
}

/** Resolves to the answer about as many strokes as are on the surface (0 after an upload). */
export async function readAnswer(page: Page, strokes: number): Promise<AnswerData> {
  const answer = page.locator(
    `[data-testid="answer"]:is([data-state="answered"],[data-state="unsure"],[data-state="no-digit"])[data-strokes="${strokes}"]`
  );
  await answer.waitFor();
  return dataOf(answer);
}

/** Returns what an answer element says now. */
export function dataOf(answer: Locator): Promise<AnswerData> {
  return answer.evaluate((element) => {
    const {state, text, confidence, strokes} = (element as HTMLElement).dataset;
    return {state: state!, text: text!, confidence: Number(confidence), strokes: Number(strokes)};
  });
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
