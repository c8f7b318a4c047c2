/** The time within which a page has to show what was asked for, and the time it may move after that, in milliseconds. */
const [PATIENCE, SETTLING] = [20_000, 4000];

/** What a visitor does who wants to be elsewhere. */
const OWN_WAYS = ["wheel", "touchstart", "pointerdown", "keydown"] as const;

/**
 * Scrolls by what *distance* returns, in CSS pixels, whenever the page changes, until a moment after it was first 0, or the
 * visitor scrolls, clicks or types. While *distance* returns undefined there is nothing to scroll to yet.
 */
export function keepInPlace(distance: () => number | undefined): void {
  const began = performance.now();
  let found: number | undefined;
  const stop = () => {
    resized.disconnect();
    changed.disconnect();
    for (const type of OWN_WAYS) removeEventListener(type, stop, {capture: true});
  };
  const adjust = () => {
    const now = performance.now();
    if (now - began > PATIENCE || (found !== undefined && now - found > SETTLING)) return stop();
    const by = distance();
    if (by === undefined) return;
    found ??= now;
    if (Math.abs(by) >= 1) scrollBy({top: by, behavior: "instant"});
  };
  const resized = new ResizeObserver(adjust);
  const changed = new MutationObserver(adjust);
  resized.observe(document.body);
  changed.observe(document.body, {childList: true, subtree: true});
  for (const type of OWN_WAYS) addEventListener(type, stop, {capture: true, passive: true});
  adjust();
}
