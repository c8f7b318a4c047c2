/** Returns the element with that id. @throws Error where the page has none */
export function elementById(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`page: expected an element with the id ${id}, got none`);
  return element;
}

/** Resolves when *element* comes within *ahead* CSS pixels of the window, or is printed; at once if *now* is true. */
export function whenSeen(element: Element, {now = false, ahead = 400} = {}): Promise<void> {
  if (now) return Promise.resolve();
  return new Promise((resolve) => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({isIntersecting}) => isIntersecting)) return;
        observer.disconnect();
        resolve();
      },
      {rootMargin: `${ahead}px`}
    );
    observer.observe(element);
    addEventListener("beforeprint", () => resolve(), {once: true});
  });
}
