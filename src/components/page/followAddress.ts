import {addressNames, arriveAt, elementNamed} from "./place.js";
import {keepInPlace} from "./keepInPlace.js";
import {readStored, writeStored} from "./stored.js";

/** Where a page was scrolled to when it was left, by its address. */
const KEY = "handscope:place:";

/**
 * Brings who follows an address to what it names, once that is there: pages make their content after they are loaded, so a
 * browser alone finds neither `#labels-in-doubt` nor `?cell=4.9`. Back, Forward and Reload return to where the page was left.
 */
export function followAddress(): void {
  const [{type} = {type: "navigate"}] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  addEventListener("hashchange", () => goTo(addressNames(location)));
  addEventListener("pagehide", leave);
  if (type === "navigate") return goTo(addressNames(location));
  const y = leftAt();
  if (y !== undefined) keepInPlace(() => distanceToLeft(y));
}

/** Brings the first thing that one of *names* stands for into the window. */
function goTo(names: readonly string[]): void {
  if (!names.length) return;
  let arrived: Element | undefined;
  keepInPlace(() => {
    const found = names.map(elementNamed).find((element) => element !== undefined);
    if (!found) return undefined;
    if (found !== arrived) arriveAt((arrived = found));
    return distanceTo(found);
  });
}

/**
 * Returns by how much to scroll for an element to be seen under the head of its card, in CSS pixels: not at all where both
 * are in the window.
 */
function distanceTo(element: Element): number {
  const margin = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  const own = element.getBoundingClientRect();
  const card = element.closest(".card")?.getBoundingClientRect() ?? own;
  const {top} = own.bottom - card.top <= innerHeight - margin ? card : own;
  return top >= 0 && own.bottom <= innerHeight ? 0 : top - margin;
}

/** Returns by how much to scroll to where a page was left; undefined while it is too short, at its end till then. */
function distanceToLeft(y: number): number | undefined {
  const end = document.documentElement.scrollHeight - innerHeight;
  if (end >= y) return y - scrollY;
  scrollTo({top: end, behavior: "instant"});
  return undefined;
}

/** Without storage, Back leads to where the browser finds the place. */
function leave(): void {
  writeStored("sessionStorage", KEY + location.href, String(Math.round(scrollY)));
}

function leftAt(): number | undefined {
  const y = readStored("sessionStorage", KEY + location.href);
  return y === undefined ? undefined : Number(y);
}
