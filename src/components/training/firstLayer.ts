import {html} from "htl";
import type {NpyArray} from "../../npy.js";
import type {KeptKernel} from "../../run/kernelHistory.js";
import {formatBytes} from "../page/format.js";
import {slider} from "../inputs/slider.js";
import {kernelImages, reachOf, weightImages} from "../charts/weightImages.js";

/** Kernels at random (epoch 0) and after epochs that rise; or where they can be loaded from, and how many bytes that takes. */
export type KernelHistory =
  readonly KeptKernel[] | {readonly bytes: number; readonly load: () => Promise<readonly KeptKernel[]>};

/** A card with a model's first layer as images. */
export interface FirstLayer extends HTMLElement {
  /** Takes kernels after further epochs, too; shows the last one, unless an earlier one is chosen. */
  show(kernels: readonly KeptKernel[]): void;
}

/**
 * Returns what the units of a first layer look for, as images: its *kernel*, and where there is a *history*, what it was
 * after epochs, through which a slider goes; what was there at random is then taken away, so that what was learned is left.
 * Undefined where the kernel is no image.
 */
export function firstLayer(kernel: NpyArray | undefined, history: KernelHistory = []): FirstLayer | undefined {
  const first = kernel && kernelImages(kernel);
  if (!first) return undefined;
  let known: readonly KeptKernel[] = [];
  /** How far they go, as they are and from where they began. */
  const reaches = {weights: 0, change: 0};
  const images = weightImages();
  const heading = html`<h2 data-section="First layer"></h2>`;
  const words = html`<p class="caption"></p>`;
  const format = (k: number) => (known[k]?.epoch ? String(known[k].epoch) : "0: at random");
  const epochs = slider({label: "After epoch", min: 0, max: 0, step: 1, format});
  const box = html<"input">`<input type="checkbox" checked />`;
  const inputs = html`<div class="inputs first-layer-inputs">
    ${epochs}<label class="switch">${box} Only what was learned, without the random beginning</label>
  </div>`;
  const status = html`<p class="first-layer-status" role="status"></p>`;

  function draw(): void {
    const isChange = known.length > 1 && known[0]!.epoch === 0 && box.checked;
    const shown = known[epochs.value]?.kernel ?? kernel!;
    const reach = isChange ? reaches.change : known.length ? reaches.weights : reachOf(kernel!);
    images.show(kernelImages(isChange ? difference(shown, known[0]!.kernel) : shown)!, reach);
    heading.textContent = `What the ${first!.images.length} first-layer units ${isChange ? "learned" : "respond to"}`;
    words.textContent = `${isChange ? "How each unit changed its" : "Each unit’s"} ${first!.side} × ${first!.side} weights: ink where ink raises it, blue where ink lowers it, nothing where it does not matter; all on one scale, up to ±${reach.toFixed(2)}.`;
  }

  /** Knows further *kernels*, and shows the last one or the *chosen* one. */
  function know(kernels: readonly KeptKernel[], chosen = kernels.length - 1): void {
    for (const {kernel: one} of kernels.slice(known.length)) {
      reaches.weights = Math.max(reaches.weights, reachOf(one));
      reaches.change = Math.max(reaches.change, reachOf(difference(one, kernels[0]!.kernel)));
    }
    known = [...kernels];
    inputs.hidden = known.length < 2;
    epochs.max = Math.max(0, known.length - 1);
    epochs.value = Math.max(0, chosen);
    draw();
  }

  /** Shows the epochs of *kernels*, or says why they are not those of this layer. */
  function take(kernels: readonly KeptKernel[]): boolean {
    const [expected, found] = [kernel, kernels[0]?.kernel].map((one) => one?.shape.join(" × "));
    const isOurs = found === undefined || found === expected;
    status.textContent = isOurs ? "" : `Its weights by epoch can’t be shown: expected ${expected}, got ${found}.`;
    know(isOurs ? kernels : []);
    return isOurs;
  }

  function offer({bytes, load}: Exclude<KernelHistory, readonly KeptKernel[]>): HTMLElement {
    const button = html<"button">`<button type="button">Replay training (${formatBytes(bytes)})</button>`;
    button.addEventListener("click", () => {
      button.disabled = true;
      status.textContent = "Loading …";
      load().then(
        (kernels) => {
          button.remove();
          if (take(kernels)) inputs.querySelector("input")!.focus();
        },
        (error: Error) => {
          status.textContent = `They could not be loaded: ${error.message}`;
          button.disabled = false;
        }
      );
    });
    return html`<div class="toolbar">${button}</div>`;
  }

  for (const input of [epochs, box]) {
    input.addEventListener("input", (event) => {
      event.stopPropagation(); // it is looks, and changes no input around it
      draw();
    });
  }
  const card = html`<section class="card first-layer">
    ${heading} ${"load" in history ? offer(history) : null} ${status}${inputs}${images}${words}
  </section>`;
  take("load" in history ? [] : history);
  return Object.assign(card, {
    show: (kernels: readonly KeptKernel[]) => {
      const follows = epochs.value === known.length - 1;
      know(kernels, follows ? undefined : epochs.value);
    }
  });
}

function difference({shape, values}: NpyArray, {values: from}: NpyArray): NpyArray {
  return {shape, values: values.map((value, i) => value - from[i]!)};
}
