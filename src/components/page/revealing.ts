/** Brings newly opened content into view. */
export type Reveal = (key: unknown, element: HTMLElement) => void;

/**
 * Returns a function that scrolls to an *element* and focuses it if its *key* is neither null nor the last one, so that
 * redrawing the same content moves nothing. Escape returns the focus to where it was before.
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
