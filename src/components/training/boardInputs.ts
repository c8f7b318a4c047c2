import {html} from "htl";
import type {TrainedRun} from "../charts/trainedRun.js";
import {boundToAddress, parseRange} from "../inputs/address.js";
import {slider, type Slider} from "../inputs/slider.js";
import {epochWindow, type EpochWindow} from "./epochWindow.js";

/** Losses that span more than this, greatest over least, are shown on a logarithmic scale at first. */
const LOGARITHMIC_FROM = 10;

/** The inputs of a board of curves. */
export interface BoardInputs {
  readonly element: HTMLElement;
  readonly smoothing: Slider;
  readonly scale: HTMLSelectElement;
  /** The marked epoch, from 1. */
  readonly epoch: Slider;
  readonly range: EpochWindow;
}

/** Returns the scale on which the validation losses of *runs* are told apart best; a loss of 0 has no logarithm. */
export function lossScale(runs: readonly TrainedRun[]): "linear" | "log" {
  const losses = runs.flatMap(({history}) => history.flatMap(({loss, val_loss}) => [loss, val_loss]));
  const known = losses.filter(Number.isFinite);
  const [least, greatest] = [Math.min(...known), Math.max(...known)];
  return least > 0 && greatest / least > LOGARITHMIC_FROM ? "log" : "linear";
}

/** Returns the inputs of a board that shows *epochs* epochs of *runs*, each with a history. The address keeps them. */
export function boardInputs(runs: readonly TrainedRun[], epochs: number): BoardInputs {
  const smoothing = boundToAddress(
    slider({label: "Smoothing", min: 0, max: 0.95, step: 0.05, format: (w) => (w ? w.toFixed(2) : "none")}),
    "smoothing"
  );
  const scale = html<"select">`<select aria-label="Scale of the loss">
    <option value="linear">linear</option>
    <option value="log">logarithmic</option>
  </select>`;
  scale.value = lossScale(runs);
  boundToAddress(scale, "scale");
  const shared = Math.min(...runs.map(({history}) => history.at(-1)!.epoch + 1)); // all runs have figures there
  const epoch = boundToAddress(slider({label: "Epoch", min: 1, max: epochs, step: 1, value: shared}), "epoch");
  const range = boundToAddress(epochWindow(epochs), "epochs", {
    parse: parseRange,
    format: (shown) => shown?.join("~")
  });
  const element = html`<div class="inputs">
    ${smoothing}<label class="field">Loss, scale ${scale}</label>${epoch}${range}
  </div>`;
  return {element, smoothing, scale, epoch, range};
}
