/** Brings what was opened into view. */
export type Reveal = (key: unknown, element: HTMLElement) => void;

/**
 * Returns a function that scrolls to an *element* and focuses it, when what it shows, its *key*, is something and another
 * thing than the last time: drawing the same thing anew moves nothing. Escape leads back to what had the focus before.
 */
export function revealing(): Reveal {
  let last: unknown;
  let before: HTMLElement | undefined;
  return (key, element) => {
    const isNew = key != null && key !== last;
    last = key;
    if (key != null) {
      element.tabIndex = -1;
      element.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !before?.isConnected) return;
        event.preventDefault();
        before.focus();
        before.scrollIntoView({block: "nearest"});
      });
    }
    if (!isNew) return;
    const focused = document.activeElement;
    if (focused instanceof HTMLElement && focused !== document.body && !element.contains(focused)) before = focused;
    requestAnimationFrame(() => {
      if (!element.isConnected) return;
      element.focus({preventScroll: true});
      const {top, bottom} = element.getBoundingClientRect();
      if (top < 0 || bottom > innerHeight) element.scrollIntoView();
    });
  };
}
