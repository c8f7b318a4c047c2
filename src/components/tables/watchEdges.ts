/**
 * Says by attributes which columns of a *box* that scrolls sideways are out of sight: `data-cut-start` for those before what
 * is seen, `data-cut-end` for those after it. The style shows them as fading edges.
 */
export function watchEdges(box: HTMLElement): void {
  const mark = () => {
    const {scrollLeft, scrollWidth, clientWidth} = box;
    box.toggleAttribute("data-cut-start", scrollLeft > 1);
    box.toggleAttribute("data-cut-end", scrollLeft + clientWidth < scrollWidth - 1);
  };
  box.addEventListener("scroll", mark, {passive: true});
  const resized = new ResizeObserver(mark);
  resized.observe(box);
  if (box.firstElementChild) resized.observe(box.firstElementChild);
}
