/** Media queries that change the page's colors without repainting canvases. */
const MEDIA = ["(prefers-color-scheme: dark)", "(forced-colors: active)", "print"];

/**
 * Calls *repaint* when the page's colors change. *isPrinted* is true for print, which is on white even in the dark
 * theme.
 */
export function onColorChange(repaint: (isPrinted: boolean) => void): void {
  for (const media of MEDIA) matchMedia(media).addEventListener("change", () => repaint(false));
  addEventListener("beforeprint", () => repaint(true));
  addEventListener("afterprint", () => repaint(false));
}
