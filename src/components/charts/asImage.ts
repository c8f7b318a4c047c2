/**
 * Returns an Observable Plot chart that screen readers treat as one image, named *label*. Removes the labels that Plot
 * gives to groups, which ARIA forbids there; the group of a tip is replaced whenever the pointer moves.
 */
export function asImage<T extends Element>(chart: T, label: string): T {
  const strip = () => {
    for (const group of chart.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
  };
  strip();
  new MutationObserver(strip).observe(chart, {childList: true, subtree: true});
  chart.setAttribute("role", "img");
  chart.setAttribute("aria-label", label);
  return chart;
}
