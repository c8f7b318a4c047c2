import type {RunAbout} from "../../run/runAbout.js";
import {html} from "htl";
import {describeAlphabet} from "../../characters/alphabet.js";
import type {SetEvaluation} from "../../run/evaluations.js";
import {wilsonInterval} from "../../stats/interval.js";
import {formatBytes, formatCount, formatInterval, formatPercent, formatSeconds} from "../page/format.js";

/** Returns all that is known of how a run was made, as a list; what is not known is left out. */
export function runFacts(about: RunAbout): HTMLElement {
  const {dataset, weights, evaluated} = about;
  const splits = (["train", "validation", "test"] as const)
    .filter((split) => dataset?.[split] !== undefined)
    .map((split) => `${formatCount(dataset![split]!)} ${split}`);
  const facts: readonly (readonly [string, string | Node | undefined])[] = [
    ["Model", about.model],
    ["Kind", about.kind],
    ["Tells apart", about.classes && describeAlphabet(about.classes)],
    ["Parameters", about.parameters === undefined ? undefined : formatCount(about.parameters)],
    ["Weights", weights?.bytes === undefined ? undefined : formatBytes(weights.bytes)],
    ["Weights, SHA-256", weights?.sha256 && html`<code>${weights.sha256}</code>`],
    ["Trained on", dataset && [dataset.title ?? dataset.name, splits.join(", ")].filter(Boolean).join(": ")],
    ["Images, SHA-256", dataset?.sha256 && html`<code>${dataset.sha256}</code>`],
    [
      "Tested on",
      evaluated && `${evaluated.title ?? evaluated.name}${evaluated.n ? `: ${formatCount(evaluated.n)}` : ""}`
    ],
    ...(about.evaluations ?? []).map((evaluation) => [evaluation.name, figuresOf(evaluation)] as const),
    ["Seed", about.seed === undefined ? undefined : String(about.seed)],
    ["Began", about.started],
    ["Took", about.seconds === undefined ? undefined : formatSeconds(about.seconds)],
    ["Machine", about.machine],
    ...Object.entries(about.hyperparameters ?? {}).map(([name, value]) => [wordsOf(name), write(value)] as const),
    ["Again", about.command && html`<code>${about.command}</code>`]
  ];
  return html`<dl class="run-facts">
    ${facts
      .filter(([, value]) => value !== undefined && value !== "")
      .map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`
      )}
  </dl>`;
}

/** Returns the figures of a set that a run was evaluated on, with 95 % intervals. */
function figuresOf({n, correct, refused}: SetEvaluation): string {
  const said = (count: number, what: string) =>
    `${formatPercent(count / n, n)} ${what} (95 % interval ${formatInterval(wilsonInterval(count, n), n)})`;
  const counts = [
    ...(n && correct !== undefined ? [said(correct, "right")] : []),
    ...(n && refused !== undefined ? [said(refused, "called none of its classes")] : [])
  ];
  return `${formatCount(n)}${counts.length ? `: ${counts.join(", ")}` : ""}`;
}

/** "learningRate" and "learning_rate" as "Learning rate". */
function wordsOf(name: string): string {
  const words = name
    .replace(/_/g, " ")
    .replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function write(value: unknown): string {
  if (Array.isArray(value)) return value.map(write).join(", ");
  if (typeof value === "object" && value !== null)
    return Object.entries(value)
      .map(([key, one]) => `${key} ${write(one)}`)
      .join(", ");
  return String(value);
}
