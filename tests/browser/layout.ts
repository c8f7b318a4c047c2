import type {Page} from "playwright-core";
import {expect} from "vitest";
import {untilQuiet} from "./visit.js";

/**
 * In CSS pixels: how far boxes may reach into each other, and how small a target may be for a mouse (WCAG 2.2, criterion
 * 2.5.8) and for a finger (criterion 2.5.5). Cells of a matrix are exempt from the latter: ten of 44 px are wider than a
 * phone, and the arrow keys reach each cell.
 */
const RULES = {overlap: 3, target: 24, touchTarget: 44, dense: ".cell"};

/** Makes the page's main pointer a finger, or a mouse again, as its styles see it. */
export async function setTouch(page: Page, enabled: boolean): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setTouchEmulationEnabled", {enabled, maxTouchPoints: 1});
  const matches = () => page.evaluate(() => matchMedia("(pointer: coarse)").matches);
  await expect.poll(matches).toBe(enabled);
}

/** Resolves when the page has the size *width* × *height* and its charts, which follow a moment later, are drawn. */
export async function resize(page: Page, width: number, height = 900): Promise<void> {
  await page.setViewportSize({width, height});
  await untilQuiet(page);
  await page.evaluate(async () => {
    const measure = () => [...document.querySelectorAll("main *")].map((one) => one.clientWidth).join();
    for (let before = "", now = measure(); before !== now;) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      [before, now] = [now, measure()];
    }
  });
}

/**
 * Returns what is wrong with the layout of a page as it is, a line each: scrolls sideways; text or controls that overlap,
 * that the edge of the page or of a box cuts off, or that something covers; targets that are too small; cards that are
 * hidden. What lies outside the visible part of a box that scrolls is not judged.
 */
export function findLayoutProblems(page: Page): Promise<string[]> {
  return page.evaluate(judgeLayout, RULES);
}

/** Runs in the page, where nothing of this module is known. */
function judgeLayout({overlap, target, touchTarget, dense}: typeof RULES): string[] {
  interface Part {
    readonly element: Element;
    /** Its visible part, in the coordinates of the document. */
    readonly box: Box;
    readonly kind: "text" | "control";
    readonly name: string;
    /** Where its element begins in the document, until a sticky one moves with the page. */
    readonly top: number;
  }
  interface Box {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  }
  const CONTROLS = "a[href], button, input, select, textarea, summary, [tabindex='0'], [role=gridcell]";
  const problems = new Set<string>();
  const pageWidth = document.documentElement.clientWidth;
  const isTouch = matchMedia("(pointer: coarse)").matches;

  const {scrollWidth} = document.documentElement;
  if (scrollWidth > pageWidth) problems.add(`the page scrolls sideways: ${scrollWidth} px in ${pageWidth} px`);

  const intersect = (a: Box, b: Box): Box => ({
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom)
  });
  const reach = (box: Box) => Math.min(box.right - box.left, box.bottom - box.top);
  const inDocument = ({left, top, right, bottom}: Box): Box => ({
    left: left + scrollX,
    top: top + scrollY,
    right: right + scrollX,
    bottom: bottom + scrollY
  });
  const describe = (element: Element) => {
    const words = (element.getAttribute("aria-label") ?? element.textContent ?? "").trim().replace(/\s+/g, " ");
    const cls = element.getAttribute("class")?.split(" ")[0];
    return `<${element.localName}${cls ? `.${cls}` : ""}> “${words.slice(0, 40)}”`;
  };

  const styles = new Map<Element, CSSStyleDeclaration>();
  const styleOf = (element: Element) => {
    const known = styles.get(element) ?? getComputedStyle(element);
    styles.set(element, known);
    return known;
  };
  const modal = document.querySelector("dialog:modal"); // what is behind it is inert
  const isShown = (element: Element) =>
    (!modal || modal.contains(element)) &&
    element.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}) &&
    !element.closest(".visually-hidden, .skip, title, [inert]");

  /** Cuts *box* to what the boxes around *element* show of it; says where one cuts it that does not scroll. */
  function clip(element: Element, box: Box, isText: boolean): Box | undefined {
    let shown = inDocument(box);
    for (let around = element.parentElement; around && around !== document.body; around = around.parentElement) {
      const {overflowX, overflowY, clipPath} = styleOf(around);
      if (clipPath.startsWith("inset(50%")) return undefined; // for screen readers alone
      if (overflowX === "visible" && overflowY === "visible") continue;
      if (around instanceof SVGElement && around.localName !== "svg") continue;
      const frame = inDocument(around.getBoundingClientRect());
      const inside = {
        left: overflowX === "visible" ? -Infinity : frame.left,
        right: overflowX === "visible" ? Infinity : frame.right,
        top: overflowY === "visible" ? -Infinity : frame.top,
        bottom: overflowY === "visible" ? Infinity : frame.bottom
      };
      const cutX = Math.max(inside.left - shown.left, shown.right - inside.right);
      const cutY = Math.max(inside.top - shown.top, shown.bottom - inside.bottom);
      const scrolls = (overflow: string) => overflow === "auto" || overflow === "scroll";
      if (isText && ((cutX > 1.5 && !scrolls(overflowX)) || (cutY > overlap && !scrolls(overflowY))))
        problems.add(`${describe(element)} is cut by ${describe(around)}`);
      shown = intersect(shown, inside);
      if (reach(shown) <= 0) return undefined;
    }
    if (shown.left < -1.5 || shown.right > pageWidth + 1.5)
      problems.add(`${describe(element)} is cut by the page's edge`);
    return shown;
  }

  const topOf = (element: Element) => element.getBoundingClientRect().top + scrollY;
  const parts: Part[] = [];
  const add = (element: Element, rect: DOMRect, kind: Part["kind"]) => {
    if (rect.width < 1 || rect.height < 1) return;
    const box = clip(element, rect, kind === "text");
    if (box) parts.push({element, box, kind, name: describe(element), top: topOf(element)});
  };

  // Text: each line of each text node, and each text of a chart as a whole.
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement!;
    if (!node.textContent?.trim() || element.closest("script, style, option, noscript, svg") || !isShown(element))
      continue;
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) add(element, rect, "text");
  }
  for (const text of document.querySelectorAll("svg text")) {
    if (text.textContent?.trim() && isShown(text)) add(text, text.getBoundingClientRect(), "text");
  }

  // Controls: with their labels they are as large as a finger needs.
  for (const control of document.querySelectorAll<HTMLElement>(CONTROLS)) {
    if (!isShown(control) || styleOf(control).pointerEvents === "none") continue;
    const rect = control.getBoundingClientRect();
    // A control within a sentence takes the place of its words, however far its padding extends its target.
    range.selectNodeContents(control);
    const boxesOf = styleOf(control).display === "inline" ? range.getClientRects() : [rect];
    for (const box of boxesOf) add(control, box, "control");
    const label = control.closest("label") ?? (control as HTMLInputElement).labels?.[0];
    const boxes = [rect, ...(label ? [label.getBoundingClientRect()] : [])];
    const [width, height] = [Math.max(...boxes.map((d) => d.width)), Math.max(...boxes.map((d) => d.height))];
    const isInline = styleOf(control).display === "inline"; // in a sentence: both criteria except it
    const min = isTouch && !control.matches(dense) ? touchTarget : target;
    if (!isInline && (width < min - 0.5 || height < min - 0.5))
      problems.add(
        `${describe(control)} is only ${width.toFixed(1)} × ${height.toFixed(1)} px${isTouch ? " on touch" : ""}`
      );
  }

  // Overlaps, by a sweep from the top down.
  const sorted = [...parts].sort((a, b) => a.box.top - b.box.top);
  sorted.forEach((a, i) => {
    for (let j = i + 1; j < sorted.length && sorted[j]!.box.top < a.box.bottom; ++j) {
      const b = sorted[j]!;
      if (a.element.contains(b.element) || b.element.contains(a.element)) continue;
      if (reach(intersect(a.box, b.box)) <= overlap) continue;
      const label = [a, b].map(({element}) => element.closest("label"));
      if (label[0] && label[0] === label[1]) continue; // one target
      if ([a, b].some(({element}) => element.localName === "text") && a.kind !== b.kind) continue; // charts take clicks
      problems.add(`${a.name} and ${b.name} overlap`);
    }
  });

  // What is covered, screen by screen; what stays in view while the page scrolls may cover a control for a moment.
  const before = {x: scrollX, y: scrollY};
  const controls = parts.filter(({kind, box}) => kind === "control" && reach(box) > 8);
  const coverOf = ({element, box, top}: Part): Element | undefined => {
    if (Math.abs(topOf(element) - top) > 1) return undefined;
    const [x, y] = [(box.left + box.right) / 2 - scrollX, (box.top + box.bottom) / 2 - scrollY];
    if (y < 50 || y > innerHeight - 50 || x < 0 || x > pageWidth) return undefined;
    const hit = document.elementFromPoint(x, y);
    if (!hit || hit === element || element.contains(hit) || hit.contains(element)) return undefined;
    return hit.closest("label") && hit.closest("label") === element.closest("label") ? undefined : hit;
  };
  const height = modal ? 0 : document.documentElement.scrollHeight; // a modal dialog does not move with the page
  for (let top = 0; top < height; top += innerHeight - 100) {
    scrollTo(0, top);
    for (const part of controls) {
      if (!coverOf(part)) continue;
      scrollTo(0, (part.box.top + part.box.bottom - innerHeight) / 2);
      const cover = coverOf(part);
      if (cover) problems.add(`${part.name} is covered by ${describe(cover)}`);
      scrollTo(0, top);
    }
  }
  scrollTo(before.x, before.y);

  for (const card of document.querySelectorAll("main .card, main h1, main h2")) {
    if (!card.closest("[hidden], details:not([open])") && !card.checkVisibility())
      problems.add(`${describe(card)} is hidden`);
  }
  return [...problems];
}
