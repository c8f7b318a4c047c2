import * as Plot from "@observablehq/plot";
import {asImage} from "../charts/asImage.js";
import {formatCount} from "../page/format.js";

/** Statistics of the source images. */
export interface Pictures {
  readonly formats: readonly {readonly format: string; readonly n: number}[];
  /** In pixels, upright; the most common sizes first. */
  readonly sizes: readonly {readonly width: number; readonly height: number; readonly n: number}[];
  readonly distinctSizes: number;
  /** Quantiles of the longer side, in pixels: 0, 5, 25, 50, 75, 95, 100 %. */
  readonly longerSides: readonly number[];
}

/** States sizes and formats as a title. */
export function picturesFinding({formats, distinctSizes, longerSides}: Pictures): string {
  const [least, most] = [longerSides[0]!, longerSides.at(-1)!];
  const sides = least === most ? `${least}` : `${least} to ${formatCount(most)}`;
  const kinds = formats.length === 1 ? `All ${formats[0]!.format.toUpperCase()}` : `${formats.length} formats`;
  return `${kinds}, ${distinctSizes === 1 ? "one size" : `${formatCount(distinctSizes)} sizes`}, ${sides} pixels along the longer side`;
}

/** Returns bars of the number of images in each format. */
export function formatBars({formats}: Pictures, {width = 320}: {width?: number} = {}): Element {
  const chart = Plot.plot({
    width,
    height: 56 + 28 * formats.length,
    marginLeft: 56,
    marginRight: 56,
    marginBottom: 40,
    className: "plot",
    x: {label: "Images", tickFormat: "~s", ticks: 4, grid: true},
    y: {label: null, domain: formats.map(({format}) => format)},
    marks: [
      Plot.barX(formats, {x: "n", y: "format", fill: "var(--accent)"}),
      Plot.text(formats, {x: "n", y: "format", text: (d: {n: number}) => formatCount(d.n), textAnchor: "start", dx: 4}),
      Plot.ruleX([0])
    ]
  });
  return asImage(chart, "Images in each format");
}

/** Returns a dot for each size, with an area for the number of images. */
export function sizeDots({sizes}: Pictures, {width = 480}: {width?: number} = {}): Element {
  const describe = (d: Pictures["sizes"][number]) => `${d.width} × ${d.height} pixels\n${formatCount(d.n)} images`;
  const sides = sizes.flatMap((size) => [size.width, size.height]);
  const type = Math.max(...sides) > 20 * Math.min(...sides) ? "log" : "linear";
  const chart = Plot.plot({
    width,
    height: Math.min(320, Math.max(220, width * 0.6)),
    marginLeft: 52,
    marginBottom: 40,
    className: "plot",
    inset: 10,
    x: {label: "Width (pixels)", type, tickFormat: "~s", ticks: 6, grid: true},
    y: {label: "Height (pixels)", type, tickFormat: "~s", ticks: 6, grid: true},
    r: {range: [1.5, 10]},
    marks: [
      Plot.dot(sizes, {
        x: "width",
        y: "height",
        r: "n",
        fill: "var(--accent)",
        fillOpacity: 0.2,
        stroke: "var(--accent)",
        strokeOpacity: 0.4
      }),
      Plot.tip(sizes, Plot.pointer({x: "width", y: "height", title: describe}))
    ]
  });
  return asImage(chart, "Width and height of the source images");
}
