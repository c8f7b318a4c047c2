import {html} from "htl";
import {withMembers} from "../page/withMembers.js";
import type {Augmentation} from "../../training/distortion/augmentation.js";
import type {Schedule} from "../../training/engine/schedule.js";
import {formBoundToAddress} from "../inputs/address.js";
import {formatCount} from "../page/format.js";
import {IMAGE_COUNTS, NONE, type TrainingChoice} from "./trainingChoice.js";

/** What there is to choose from; the first of each is chosen at first. */
export interface TrainingChoices {
  /** The models that can be trained, by name, and what people call them. */
  readonly models: Readonly<Record<string, string>>;
  readonly schedules: readonly Schedule[];
  /** How images can be distorted, besides not at all. */
  readonly distortions: readonly Augmentation[];
  /** How many training images there are. */
  readonly images: number;
}

const RATES = [0.1, 0.03, 0.01, 0.003, 0.001, 0.0003, 0.0001];
const BATCHES = [16, 32, 64, 128, 256, 512];
const EPOCHS = [1, 2, 3, 5, 10, 20, 50, 100];
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

/** Names that are not the word itself. */
const SCHEDULE_WORDS: Readonly<Record<Schedule, string>> = {
  constant: "constant",
  "one-cycle": "one-cycle: up, then down",
  cosine: "cosine: falling"
};
const DISTORTION_WORDS: Readonly<Record<Augmentation | typeof NONE, string>> = {
  none: "none",
  constant: "random, to the end",
  fading: "random, fading out",
  simard: "random, as Simard’s"
};

/** An input whose value is a choice. */
export interface TrainingForm extends HTMLElement {
  value: TrainingChoice;
  /** Changes the value and dispatches `input`. */
  choose(choice: TrainingChoice): void;
}

/** Returns a list for each thing that decides a training, at first what the documents trained; the address keeps them. */
export function trainingForm({models, schedules, distortions, images}: TrainingChoices): TrainingForm {
  const counts = [...IMAGE_COUNTS.filter((n) => n < images), images];
  const lists = {
    model: list("Network", Object.keys(models), {format: (name) => models[name]!}),
    images: list("Images", counts, {
      value: images,
      format: (n) => (n === images ? `all ${formatCount(n)}` : formatCount(n))
    }),
    epochs: list("Epochs", EPOCHS, {value: 10}),
    learningRate: list("Learning rate", RATES, {value: 0.001}),
    schedule: list("Schedule", schedules, {format: (schedule) => SCHEDULE_WORDS[schedule]}),
    batchSize: list("Batch size", BATCHES, {value: 128}),
    distortion: list<keyof typeof DISTORTION_WORDS>("Distortion", [NONE, ...distortions], {
      format: (distortion) => DISTORTION_WORDS[distortion]
    }),
    seed: list("Seed", SEEDS)
  };
  const names = Object.keys(lists) as (keyof typeof lists)[];
  const form = withMembers(html`<div class="training-form">${names.map((name) => lists[name].field)}</div>`, {
    get value(): TrainingChoice {
      const {model, images, epochs, learningRate, schedule, batchSize, distortion, seed} = lists;
      return {
        model: model.read(),
        images: images.read(),
        epochs: epochs.read(),
        learningRate: learningRate.read(),
        schedule: schedule.read(),
        batchSize: batchSize.read(),
        distortion: distortion.read(),
        seed: seed.read()
      };
    },
    set value(next) {
      for (const name of names) lists[name].write(next[name]);
    },
    choose(next: TrainingChoice) {
      form.value = next;
      form.dispatchEvent(new CustomEvent("input", {bubbles: true}));
    }
  });
  return formBoundToAddress(form, {prefix: "train."});
}

/** Returns a list to choose one of *values* from, and how its choice is read and written; what it has not is not written. */
function list<Value extends string | number>(
  label: string,
  values: readonly Value[],
  {value = values[0]!, format = String}: {value?: Value; format?: (value: Value) => string} = {}
): {field: HTMLElement; read: () => Value; write: (value: unknown) => void} {
  const select = html<"select">`<select aria-label=${label}>
    ${values.map((one) => html`<option value=${one} selected=${one === value}>${format(one)}</option>`)}
  </select>`;
  return {
    field: html`<label class="field">${label} ${select}</label>`,
    read: () => values[select.selectedIndex]!,
    write: (next) => {
      const index = values.indexOf(next as Value);
      if (index >= 0) select.selectedIndex = index;
    }
  };
}
