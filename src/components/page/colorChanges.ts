/** What changes the colors of the page without a word to what is painted on a canvas. */
const MEDIA = ["(prefers-color-scheme: dark)", "(forced-colors: active)", "print"];

/** Calls *repaint* when the page's colors change; *isPrinted* says that it goes to paper, which is white by night, too. */
export function onColorChange(repaint: (isPrinted: boolean) => void): void {
  for (const media of MEDIA) matchMedia(media).addEventListener("change", () => repaint(false));
  addEventListener("beforeprint", () => repaint(true));
  addEventListener("afterprint", () => repaint(false));
}
