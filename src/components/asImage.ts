/**
 * Returns a chart of Observable Plot as one image to a screen reader, named *label*: the labels that Plot gives to its
 * groups are not allowed on these.
 */
export function asImage<T extends Element>(chart: T, label: string): T {
  for (const group of chart.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
  chart.setAttribute("role", "img");
  chart.setAttribute("aria-label", label);
  return chart;
}
