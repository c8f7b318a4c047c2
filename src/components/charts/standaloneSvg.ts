/** The style properties written into the file: those that children inherit, then the others. */
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
 * Returns an SVG of the document as the text of a self-contained file: with computed colors and fonts written on its
 * elements, on its background color, under *title*. Images in it must be data URLs.
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

/** Writes the computed style of *element* and its descendants to the *copy*, except what is inherited from *parent*. */
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

/** Returns the nearest background color behind an element. */
function colorBehind(element: Element): string {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const color = getComputedStyle(at).backgroundColor;
    if (!/^rgba\(.*, 0\)$|^transparent$/.test(color)) return color;
  }
  return "white";
}

/** Converts CSS's newer colors, such as `color-mix()`, to `rgb()`, which every SVG reader knows. */
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
