/** The number of classes with a color of their own in the style. */
const BASE = 10;

/** Variations of these colors for further classes: the share of the color that is left (%), and the color mixed in. */
const ROUNDS: readonly (readonly [share: number, other: string])[] = [
  [100, ""],
  [58, "var(--ink)"],
  [62, "var(--paper)"],
  [34, "var(--ink)"]
];

/**
 * Returns the CSS color of a class index: the style's for the first ten, which are distinct for any color vision;
 * darker and paler variations for the next thirty. From 40 on colors repeat, and names tell the classes apart.
 */
export function classColor(label: number): string {
  const own = `var(--digit-${label % BASE})`;
  const [share, other] = ROUNDS[Math.floor(label / BASE) % ROUNDS.length] ?? [100, ""];
  return other ? `color-mix(in oklab, ${own} ${share}%, ${other})` : own;
}

/** Resolves CSS colors, with the custom properties of *element*, to opaque "#rrggbb". */
export function resolveColors(element: Element, colors: readonly string[]): string[] {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d", {willReadFrequently: true})!;
  const probe = document.createElement("span");
  probe.hidden = true;
  element.after(probe);
  const resolved = colors.map((color) => {
    probe.style.color = color;
    context.fillStyle = getComputedStyle(probe).color;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return `#${[red, green, blue].map((value) => value.toString(16).padStart(2, "0")).join("")}`;
  });
  probe.remove();
  return resolved;
}
