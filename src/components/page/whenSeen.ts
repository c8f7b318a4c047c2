/**
 * Resolves as soon as *element* comes near the window, by default when it is 400 CSS pixels *ahead*, or is to be printed; at
 * once where *now* says so.
 */
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
