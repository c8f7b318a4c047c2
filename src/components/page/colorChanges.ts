/** Media queries that change the page's colors without repainting canvases. */
const MEDIA = ["(prefers-color-scheme: dark)", "(forced-colors: active)", "print"];

/**
 * Calls *repaint* when the page's colors change: by the system, by the visitor's choice of light or dark, or for print.
 * *isPrinted* is true for print, which is on white even in the dark theme.
 */
export function onColorChange(repaint: (isPrinted: boolean) => void): void {
  for (const media of MEDIA) matchMedia(media).addEventListener("change", () => repaint(false));
  new MutationObserver(() => repaint(false)).observe(document.documentElement, {attributeFilter: ["data-theme"]});
  addEventListener("beforeprint", () => repaint(true));
  addEventListener("afterprint", () => repaint(false));
}
