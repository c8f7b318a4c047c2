import {setTimeout as wait} from "node:timers/promises";
import type {CDPSession, Locator, Page} from "playwright-core";
import {writeDigit} from "../../src/pen/handwriting.js";
import type {Point, Stroke} from "../../src/pen/pen.js";
import {findExtent} from "../../src/pen/strokes.js";

/** The data attributes of an answer element. */
export interface AnswerData {
  readonly state: string;
  readonly text: string;
  readonly confidence: number;
  readonly strokes: number;
}

/** DevTools sessions of pages: they send input events in order without waiting for each. */
const sessions = new WeakMap<Page, Promise<CDPSession>>();

/** Resolves to the page's session of the DevTools protocol. */
export function sessionOf(page: Page): Promise<CDPSession> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, session);
  return session;
}

/**
 * Draws *strokes*, in fractions of the surface, with the mouse: by the browser's own events, in order, *pace*
 * milliseconds apart.
 */
export async function drawByMouse(page: Page, strokes: readonly Stroke[], {pace = 0} = {}): Promise<void> {
  await page.getByTestId("ink").scrollIntoViewIfNeeded();
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
    const sent = [send("mouseMoved", stroke[0]!, 0), send("mousePressed", stroke[0]!, 1)];
    for (const point of stroke.slice(1)) {
      if (pace) await wait(pace);
      sent.push(send("mouseMoved", point, 1));
    }
    await Promise.all([...sent, send("mouseReleased", stroke.at(-1)!, 0)]);
  }
}

/** Resolves to the answer for a surface of *strokes* strokes (0 after an upload). */
export async function readAnswer(page: Page, strokes: number): Promise<AnswerData> {
  const answer = page.locator(
    `[data-testid="answer"]:is([data-state="answered"],[data-state="unsure"],[data-state="no-digit"])[data-strokes="${strokes}"]`
  );
  await answer.waitFor();
  return dataOf(answer);
}

/** Resolves to an answer element's current data. */
export function dataOf(answer: Locator): Promise<AnswerData> {
  return answer.evaluate((element) => {
    const {state, text, confidence, strokes} = (element as HTMLElement).dataset;
    return {state: state!, text: text!, confidence: Number(confidence), strokes: Number(strokes)};
  });
}

/** Writes a *digit* with random variation across most of the surface, in fractions of it. */
export function writeOnSurface(digit: number, random: () => number): Stroke[] {
  const strokes = writeDigit(digit, random);
  const {x, y, width, height} = findExtent(strokes)!;
  const scale = 0.7 / Math.max(width, height);
  return strokes.map((stroke) => stroke.map(([u, v]): Point => [0.15 + (u - x) * scale, 0.15 + (v - y) * scale]));
}
