/** What of an element's style is written into the file: those that children inherit, then those that they don't. */
const INHERITED = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-opacity",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "stroke-miterlimit",
  "font-family",
  "font-size",
  "font-style",
  "font-weight",
  "font-variant-numeric",
  "text-anchor",
  "paint-order",
  "visibility",
  "color"
];
const OWN: ReadonlyMap<string, string> = new Map([
  ["opacity", "1"],
  ["display", "inline"],
  ["dominant-baseline", "auto"],
  ["mix-blend-mode", "normal"],
  ["shape-rendering", "auto"],
  ["vector-effect", "none"]
]);
const COLORS = new Set(["fill", "stroke", "color"]);

/**
 * Returns an SVG that stands in the document as the text of a file that needs nothing else: the colors and fonts that the
 * page's style gives it are written at its elements, on the color behind it, under *title*. Images in it must be data URLs.
 */
export function standaloneSvg(svg: SVGSVGElement, title: string): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const {width, height} = svg.viewBox.baseVal?.width ? svg.viewBox.baseVal : svg.getBoundingClientRect();
  writeStyle(svg, copy, undefined);
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  for (const style of copy.querySelectorAll("style")) style.remove();
  const make = (name: string) => document.createElementNS("http://www.w3.org/2000/svg", name);
  const words = make("title");
  words.textContent = title;
  const paper = make("rect");
  const [x, y] = svg.viewBox.baseVal ? [svg.viewBox.baseVal.x, svg.viewBox.baseVal.y] : [0, 0];
  const place = {x, y, width, height, fill: plainColor(colorBehind(svg)), stroke: "none"};
  for (const [name, value] of Object.entries(place)) paper.setAttribute(name, String(value));
  copy.prepend(words, paper);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}

/** Writes the computed style of *element* at its *copy*, and so on inside: what it doesn't inherit from *parent*. */
function writeStyle(element: Element, copy: Element, parent: CSSStyleDeclaration | undefined): void {
  const style = getComputedStyle(element);
  for (const name of ["class", "style"]) copy.removeAttribute(name);
  for (const name of INHERITED) {
    copy.removeAttribute(name);
    const value = style.getPropertyValue(name);
    if (value && value !== parent?.getPropertyValue(name)) {
      copy.setAttribute(name, COLORS.has(name) ? plainColor(value) : value);
    }
  }
  for (const [name, none] of OWN) {
    copy.removeAttribute(name);
    const value = style.getPropertyValue(name);
    if (value && value !== none && !(name === "display" && value !== "none")) copy.setAttribute(name, value);
  }
  [...element.children].forEach((child, i) => writeStyle(child, copy.children[i]!, style));
}

/** Returns the color of the nearest background behind an element. */
function colorBehind(element: Element): string {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const color = getComputedStyle(at).backgroundColor;
    if (!/^rgba\(.*, 0\)$|^transparent$/.test(color)) return color;
  }
  return "white";
}

/** Returns a color as `rgb()`, which every reader of SVG knows, where it is one of CSS's newer ones, as of `color-mix()`. */
function plainColor(color: string): string {
  if (!/^(color|oklab|oklch|lab|lch|hwb|hsl)\(/.test(color)) return color;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d")!;
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
  return alpha === 255 ? `rgb(${red}, ${green}, ${blue})` : `rgba(${red}, ${green}, ${blue}, ${alpha! / 255})`;
}
