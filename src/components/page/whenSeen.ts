/** Returns the element with that id. @throws Error where the page has none */
export function elementById(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`page: expected an element with the id ${id}, got none`);
  return element;
}

/** What the page is marked with, and the event that says so, once all of it is wanted. */
const WHOLE = "data-whole";
const WHOLE_EVENT = "wholepage";

/** Has everything on the page come that waits to be seen, now and later: someone looks over the whole of it. */
export function wantWholePage(): void {
  document.documentElement.setAttribute(WHOLE, "");
  dispatchEvent(new Event(WHOLE_EVENT));
}

/**
 * Resolves when *element* comes within *ahead* CSS pixels of the window, when the page is printed, or when all of it is
 * wanted; at once if *now* is true.
 */
export function whenSeen(element: Element, {now = false, ahead = 400} = {}): Promise<void> {
  if (now || document.documentElement.hasAttribute(WHOLE)) return Promise.resolve();
  return new Promise((resolve) => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({isIntersecting}) => isIntersecting)) come();
      },
      {rootMargin: `${ahead}px`}
    );
    function come(): void {
      observer.disconnect();
      resolve();
    }
    observer.observe(element);
    for (const event of ["beforeprint", WHOLE_EVENT]) addEventListener(event, come, {once: true});
  });
}
