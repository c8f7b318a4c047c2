import {html} from "htl";
import {slider} from "./slider.js";
import {kernelImages, reachOf, weightImages, type Kernel} from "./weightImages.js";

/** A card with a model's first layer as images. */
export interface FirstLayer extends HTMLElement {
  /** Adds the kernel after the next epoch, and shows it unless an earlier one was chosen. */
  add(kernel: Kernel): void;
}

/**
 * Returns what the units of a first layer look for, as images: one kernel, or what it was at random and after each epoch. A
 * slider then goes through the epochs, and what was there at random is taken away, so that what was learned is left.
 * Undefined where a kernel is no image.
 */
export function firstLayer(kernels: readonly Kernel[]): FirstLayer | undefined {
  const first = kernels[0] && kernelImages(kernels[0]);
  if (!first) return undefined;
  const known = [...kernels];
  const images = weightImages();
  const heading = html`<h2></h2>` as HTMLElement;
  const words = html`<p class="caption"></p>` as HTMLElement;
  const epochs = slider({
    label: "After epoch",
    min: 0,
    max: 0,
    step: 1,
    format: (epoch) => (epoch ? String(epoch) : "0: at random")
  });
  const box = html`<input type="checkbox" checked />` as HTMLInputElement;
  const inputs = html`<div class="inputs first-layer-inputs">
    ${epochs}<label class="switch">${box} Only what was learned, without the random beginning</label>
  </div>` as HTMLElement;

  function show(): void {
    const isChange = known.length > 1 && box.checked;
    const shown = isChange ? known.map((kernel) => difference(kernel, known[0]!)) : known;
    const reach = Math.max(...shown.map(reachOf));
    images.show(kernelImages(shown[epochs.value]!)!, reach);
    heading.textContent = `What its ${first!.images.length} first units ${isChange ? "have learned" : "look for"}`;
    words.textContent = `${isChange ? "How each unit changed its" : "Each unit’s"} ${first!.side} × ${first!.side} weights: ink where ink raises it, blue where ink lowers it, nothing where it does not matter; all on one scale, up to ±${reach.toFixed(2)}.`;
  }

  function follow(): void {
    inputs.hidden = known.length < 2;
    epochs.max = known.length - 1;
    epochs.value = known.length - 1;
    show();
  }

  for (const input of [epochs, box]) {
    input.addEventListener("input", (event) => {
      event.stopPropagation(); // it is looks, and changes no input around it
      show();
    });
  }
  const card = html`<section class="card first-layer">${heading} ${inputs}${images}${words}</section>` as HTMLElement;
  follow();
  return Object.assign(card, {
    add: (kernel: Kernel) => {
      const follows = epochs.value === known.length - 1;
      known.push(kernel);
      if (follows) return follow();
      epochs.max = known.length - 1;
      show();
    }
  });
}

function difference({shape, values}: Kernel, {values: from}: Kernel): Kernel {
  return {shape, values: values.map((value, i) => value - from[i]!)};
}
