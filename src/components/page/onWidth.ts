/** Elements that are not in the document yet; one that is dropped is forgotten. */
const waiting = new Set<WeakRef<HTMLElement>>();
const takers = new WeakMap<HTMLElement, (width: number) => void>();

/** Watches what comes into the document; made with the first element that waits. */
let arrivals: MutationObserver | undefined;

/** Gives the elements that came into the document their widths, all of which are read before anything is changed. */
function tellArrivals(): void {
  const arrived: HTMLElement[] = [];
  for (const reference of waiting) {
    const element = reference.deref();
    if (element && !element.isConnected) continue;
    waiting.delete(reference);
    if (element) arrived.push(element);
  }
  if (!waiting.size) arrivals?.disconnect();
  const widths = arrived.map((element) => element.clientWidth);
  arrived.forEach((element, i) => takers.get(element)!(widths[i]!));
}

/**
 * Calls *act* with the width of an *element* in whole CSS pixels, padding included, once the element is in the document and
 * whenever the width changes; never with 0. The first call comes in the same task as the element: a ResizeObserver alone
 * comes after the layout of a frame, and what grows then counts as a layout shift.
 */
export function onWidth(element: HTMLElement, act: (width: number) => void): void {
  let last = 0;
  const take = (width: number) => {
    if (width === last) return;
    last = width;
    if (width) act(width);
  };
  new ResizeObserver(() => take(element.clientWidth)).observe(element);
  if (element.isConnected) return take(element.clientWidth);
  takers.set(element, take);
  waiting.add(new WeakRef(element));
  arrivals ??= new MutationObserver(tellArrivals);
  arrivals.observe(document, {childList: true, subtree: true});
}
