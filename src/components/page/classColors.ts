/** So many classes have a color of the style's own. */
const BASE = 10;

/** How further rounds through these colors differ: how much of the color is left (%), and what it is mixed with. */
const ROUNDS: readonly (readonly [share: number, other: string])[] = [
  [100, ""],
  [58, "var(--ink)"],
  [62, "var(--paper)"],
  [34, "var(--ink)"]
];

/**
 * Returns the color of the class of that index, as CSS: of the first ten those of the style, which people with any color
 * vision tell apart; of the next thirty the same, darker or paler. From forty on they come again: there, names tell.
 */
export function classColor(label: number): string {
  const own = `var(--digit-${label % BASE})`;
  const [share, other] = ROUNDS[Math.floor(label / BASE) % ROUNDS.length] ?? [100, ""];
  return other ? `color-mix(in oklab, ${own} ${share}%, ${other})` : own;
}

/** Returns colors given as CSS, with the custom properties that hold at *element*, opaque, as "#rrggbb". */
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
