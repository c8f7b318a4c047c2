import type {RunAbout} from "../../run/runAbout.js";
import {html} from "htl";
import {describeAlphabet} from "../../characters/alphabet.js";
import type {SetEvaluation} from "../../run/evaluations.js";
import {wilsonInterval} from "../../stats/interval.js";
import {formatBytes, formatCount, formatInterval, formatPercent, formatSeconds} from "../page/format.js";

/** A fact: its name and its value; without a value it is not known. */
type Fact = readonly [name: string, value: string | Node | undefined];

/**
 * Returns all that is known of how a run was made: what it is, what it learned from and how; folded, what it takes to make
 * it again. What is not known is left out.
 */
export function runFacts(about: RunAbout): HTMLElement {
  const again = factList(provenance(about));
  return html`<div>
    ${factList(settings(about))}
    ${
      again &&
      html`<details class="run-provenance">
        <summary>Reproduce</summary>
        ${again}
      </details>`
    }
  </div>`;
}

function settings(about: RunAbout): readonly Fact[] {
  const {dataset, weights, evaluated} = about;
  const splits = (["train", "validation", "test"] as const)
    .filter((split) => dataset?.[split] !== undefined)
    .map((split) => `${formatCount(dataset![split]!)} ${split}`);
  return [
    ["Model", about.model],
    ["Kind", about.kind],
    ["Classes", about.classes && describeAlphabet(about.classes)],
    ["Parameters", about.parameters === undefined ? undefined : formatCount(about.parameters)],
    ["Size", weights?.bytes === undefined ? undefined : formatBytes(weights.bytes)],
    ["Trained on", dataset && [dataset.title ?? dataset.name, splits.join(", ")].filter(Boolean).join(": ")],
    [
      "Evaluated on",
      evaluated && `${evaluated.title ?? evaluated.name}${evaluated.n ? `: ${formatCount(evaluated.n)}` : ""}`
    ],
    ...(about.evaluations ?? []).map((evaluation) => [evaluation.name, figuresOf(evaluation)] as const),
    ...Object.entries(about.hyperparameters ?? {}).map(([name, value]) => [wordsOf(name), write(value)] as const)
  ];
}

function provenance({command, seed, started, seconds, machine, weights, dataset}: RunAbout): readonly Fact[] {
  return [
    ["Command", command && html`<code>${command}</code>`],
    ["Seed", seed === undefined ? undefined : String(seed)],
    ["Started", started],
    ["Duration", seconds === undefined ? undefined : formatSeconds(seconds)],
    ["Machine", machine],
    ["Weights, SHA-256", weights?.sha256 && html`<code>${weights.sha256}</code>`],
    ["Images, SHA-256", dataset?.sha256 && html`<code>${dataset.sha256}</code>`]
  ];
}

/** Returns the *facts* that are known as a list; null where none is. */
function factList(facts: readonly Fact[]): HTMLElement | null {
  const known = facts.filter(([, value]) => value !== undefined && value !== "");
  if (!known.length) return null;
  return html`<dl class="run-facts">
    ${known.map(
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
    ...(n && correct !== undefined ? [said(correct, "correct")] : []),
    ...(n && refused !== undefined ? [said(refused, "rejected as none of its classes")] : [])
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
