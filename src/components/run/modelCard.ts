import * as Plot from "@observablehq/plot";
import {html} from "htl";
import type {NpyArray} from "../../npy.js";
import {asImage} from "../charts/asImage.js";
import {chartCard} from "../charts/chartCard.js";
import {dataTable} from "../tables/dataTable.js";
import {firstLayer, type KernelHistory} from "../training/firstLayer.js";
import {formatCount} from "../page/format.js";
import type {Column} from "../tables/tableRows.js";

/** A layer of a model with its weights. */
export interface ModelLayer {
  readonly name: string;
  readonly kind: string;
  readonly activation: string | undefined;
  readonly weights: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly values: Float32Array;
  }[];
  readonly parameters: number;
}

const columns: readonly Column<ModelLayer>[] = [
  {label: "Layer", value: ({name}) => name},
  {label: "Kind", value: ({kind}) => kind},
  {label: "Activation", value: ({activation}) => activation},
  {label: "Shapes", value: ({weights}) => weights.map(({shape}) => shape.join(" × ")).join(", ") || undefined},
  {label: "Parameters", value: ({parameters}) => parameters, show: ({parameters}) => formatCount(parameters)}
];

/**
 * Returns a model: its layers with shapes and parameters, histograms of the weights, the first layer's as images; as they
 * were at random and after epochs where *kernels* has that.
 */
export function modelCard(layers: readonly ModelLayer[], kernels?: KernelHistory): HTMLElement {
  const kernel = firstKernel(layers);
  const total = layers.reduce((sum, {parameters}) => sum + parameters, 0);
  const table = dataTable(layers, columns, {
    caption: `${formatCount(total)} parameters in ${layers.length} layers.`,
    name: "layers",
    search: false
  });
  return html`<div class="model">
    <section class="card">
      <h2>Layers</h2>
      ${table}
    </section>
    ${histograms(layers)} ${firstLayer(kernel, kernels)}
  </div>`;
}

/** A bar of the histogram of a tensor's values. */
interface Bar {
  readonly tensor: string;
  readonly from: number;
  readonly to: number;
  readonly n: number;
}

const BINS = 40;

/** Returns how the values of each kernel are spread over 40 bins of equal width, from its least to its greatest. */
export function weightBars(layers: readonly ModelLayer[]): Bar[] {
  const kernels = layers.flatMap(({weights}) => weights.filter(({shape}) => shape.length > 1));
  return kernels.flatMap(({name: tensor, values}) => {
    let [least, most] = [Infinity, -Infinity];
    for (const value of values) [least, most] = [Math.min(least, value), Math.max(most, value)];
    const width = (most - least) / BINS || 1;
    const counts = new Uint32Array(BINS);
    for (const value of values) ++counts[Math.min(BINS - 1, Math.floor((value - least) / width))]!;
    return Array.from(counts, (n, i) => ({tensor, from: least + i * width, to: least + (i + 1) * width, n}));
  });
}

function histograms(layers: readonly ModelLayer[]): HTMLElement {
  const bars = weightBars(layers);
  const tensors = [...new Set(bars.map(({tensor}) => tensor))];
  const height = 60 + 70 * tensors.length;
  const values = layers.flatMap(({weights}) => weights.filter(({shape}) => shape.length > 1));
  const widest = values.reduce<{name: string; reach: number}>(
    (most, {name, values: all}) => {
      const reach = all.reduce((a, value) => Math.max(a, Math.abs(value)), 0);
      return reach > most.reach ? {name, reach} : most;
    },
    {name: "", reach: 0}
  );
  return chartCard({
    name: "weights",
    title: tensors.length ? `Largest weight: ${widest.reach.toFixed(2)} (${widest.name})` : "No weights",
    caption: "Distribution of each layer’s weights, without biases. Each layer has its own vertical scale.",
    chart: (width) => {
      const isNarrow = width < 480; // then the names stand in the charts, not beside them
      const marginLeft = isNarrow ? 16 : 160;
      const chart = Plot.plot({
        width,
        height,
        marginLeft,
        marginBottom: 40,
        className: "plot",
        x: {label: "Weight", grid: true, ticks: Math.max(2, Math.floor((width - marginLeft) / 70))},
        y: {axis: null},
        fy: {label: null, domain: tensors, axis: isNarrow ? null : "left"},
        marks: [
          Plot.ruleX([0], {stroke: "var(--faint)"}),
          Plot.rectY(bars, {
            x1: "from",
            x2: "to",
            y: (d: Bar) => d.n / Math.max(...bars.filter(({tensor}) => tensor === d.tensor).map(({n}) => n)),
            fy: "tensor",
            fill: "var(--accent)",
            inset: 0.5
          }),
          isNarrow
            ? Plot.text(tensors, {fy: (d: string) => d, text: (d: string) => d, frameAnchor: "top-left", dy: -2})
            : null
        ]
      });
      return asImage(chart, "Histograms of the weights, by layer");
    },
    rows: bars,
    height
  });
}

/** Returns the first of the *layers*' kernels; undefined where there is none. */
export function firstKernel(layers: readonly ModelLayer[]): NpyArray | undefined {
  return layers.flatMap(({weights}) => weights).find(({shape}) => shape.length > 1);
}
