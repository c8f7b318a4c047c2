/**
 * Returns a chart of Observable Plot as one image to a screen reader, named *label*: the labels that Plot gives to its
 * groups are not allowed on these. A tip's group is made anew whenever the pointer moves.
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
