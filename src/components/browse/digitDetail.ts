import {html} from "htl";
import {decodeTrait, TRAITS} from "../../characters/traits.js";
import {NO_CLASS} from "../../characters/alphabet.js";
import type {JudgedDigit} from "../../stats/answerState.js";
import {
  gridItem,
  nameOf,
  outcomeOf,
  type DigitTable,
  type Known,
  type RowPredictions,
  type TableItem
} from "../dataset/digitTable.js";
import {dataTable, type Column} from "../tables/dataTable.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import {digitTile, type SpriteUrl} from "../images/digitTile.js";
import {classValue, namesOf} from "../page/classWords.js";
import {formatCount} from "../page/format.js";
import {sureWords} from "../answer/judgement.js";
import {whileLoading} from "../page/loading.js";
import {pixelTable} from "../images/pixelTable.js";
import {formatShare} from "../page/probabilityBars.js";
import {readSpriteDigit} from "../images/spriteDigit.js";
import {formatTrait} from "../dataset/traitChart.js";

/** A run's prediction for an image, with its confidence. */
export interface RunAnswer extends JudgedDigit {
  /** The index of one of the run's classes; `NO_CLASS` for no answer. */
  readonly label: number;
}

/** A run that was asked about an image, and its answer, if any. */
interface AskedRun {
  readonly run: DeskRun;
  readonly answer: RunAnswer | undefined;
}

export interface DigitDetailOptions {
  readonly table: DigitTable;
  readonly spriteUrl: SpriteUrl;
  /** What is known of the images, and whose the predictions are: a run's name, or the nearest neighbors'. */
  readonly known: Known;
  readonly by: string;
  /** The runs that the visitor can ask. */
  readonly runs: readonly DeskRun[];
  /** Resolves to a run's predictions for *images*, each [784], 0 to 255. */
  readonly classify: (run: string, images: readonly Uint8Array[]) => Promise<readonly RunAnswer[]>;
  /** Resolves to the rows of the images nearest to that of *row*, the nearest first. */
  readonly neighborsOf: (row: number) => Promise<readonly number[]>;
  /** The controls that tag and relabel the image. */
  readonly marks: HTMLElement;
  /** Shows another row. */
  readonly onOpen: (row: number) => void;
}

/**
 * Returns one digit, enlarged, with everything known about it: its traits, its prediction, the images most like it, its
 * 784 values, and on request every run's answer.
 */
export function digitDetail(row: number, options: DigitDetailOptions): HTMLElement {
  const {table, spriteUrl, known, by} = options;
  const {predictions} = known;
  const item = gridItem(table, row, known);
  const label = table.labels[row];
  const outcome = outcomeOf(table, row, predictions);
  return html`<article class="digit-detail" aria-label=${item.description}>
    ${digitTile(item, spriteUrl, 140)}
    <h3>${nameOf(table, label) ?? "No label"}<small>${item.split} image ${formatCount(item.index)}</small></h3>
    <dl class="facts">
      ${predictions && outcome !== "not read" ? fact(`Predicted by ${by}`, readAs(predictions, row, table)) : null}
      ${TRAITS.filter(({key}) => table.traits[key]).map((trait) => {
        const value = decodeTrait(table.traits[trait.key]![row]!, trait);
        return Number.isNaN(value) ? null : fact(trait.label, formatTrait(value, trait));
      })}
    </dl>
    <p><a href=${`./preprocessing?image=${item.split}.${item.index}`}>Preprocessing, step by step</a></p>
    ${options.marks} ${answersOnRequest(item, options)} ${neighborRow(row, options)} ${values(item, spriteUrl)}
  </article>`;
}

function fact(name: string, value: string | Node): HTMLElement {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

function readAs({labels: digits, confidences}: RowPredictions, row: number, table: DigitTable): string {
  const label = table.labels[row]!;
  const wrong = label !== NO_CLASS && digits[row] !== label ? ", not its label" : "";
  const sure = Number.isNaN(confidences[row]) ? "" : ` (${formatShare(confidences[row]!)})`;
  return `${nameOf(table, digits[row])}${sure}${wrong}`;
}

function neighborRow(row: number, {table, spriteUrl, neighborsOf, onOpen, known}: DigitDetailOptions): HTMLElement {
  const render = (rows: readonly number[]) => {
    if (!rows.length) return html`<p class="caption">No neighbors: the image is not on the map.</p>`;
    return html`<div class="neighbors">
      ${rows.map((neighbor) => {
        const item = gridItem(table, neighbor, known);
        return html`<button
          type="button"
          class="neighbor"
          aria-label=${item.description}
          title=${item.description}
          onclick=${() => onOpen(neighbor)}
        >
          ${digitTile(item, spriteUrl, 44)}<span>${nameOf(table, table.labels[neighbor]) ?? "–"}</span>
        </button>`;
      })}
    </div>`;
  };
  return html`<section>
    <h4>Most similar</h4>
    ${whileLoading("the neighbors", neighborsOf(row), render)}
  </section>`;
}

function answersOnRequest(item: TableItem, {runs, classify, spriteUrl, table}: DigitDetailOptions): HTMLElement | null {
  if (!runs.length) return null;
  const label = nameOf(table, table.labels[item.row]);
  const ask = async () => {
    const image = await readSpriteDigit(item, spriteUrl);
    return Promise.all(
      runs.map(async (run) => {
        const answers = await classify(run.name, [image]).catch(() => undefined);
        return {run, answer: answers?.[0]};
      })
    );
  };
  const columns: readonly Column<AskedRun>[] = [
    {label: "Run", value: ({run}) => run.title},
    {label: "Predicted", value: ({run, answer}) => answer && classValue(run.classes)(answer.label)},
    {
      label: "Confidence",
      value: ({answer}) => answer?.confidence,
      show: ({run, answer}) => sureWords(answer!, run)
    },
    {
      label: "Outcome",
      value: (asked) => verdictOn(asked, label)
    }
  ];
  const render = (answers: readonly AskedRun[]) =>
    html`<div class="run-answers">
      ${dataTable(answers, columns, {name: "answers", search: false, caption: "Each run’s prediction for this image."})}
    </div>`;
  const place = html`<div></div>`;
  const button = html`<button type="button" class="quiet">
    Ask ${runs.length === 1 ? "the run" : `all ${runs.length} runs`}
  </button>`;
  button.addEventListener("click", () => {
    button.remove();
    place.append(whileLoading("the runs’ answers", ask(), render));
  });
  return html`<section class="ask-runs">${button}${place}</section>`;
}

/** Returns the class that a run answered; undefined for no answer. */
function answerOf({run, answer}: AskedRun): string | undefined {
  return answer && run.classes[answer.label];
}

/**
 * Returns a verdict on an answer, given the *label*, or that the run does not know this class; undefined without a
 * label.
 */
function verdictOn(asked: AskedRun, label: string | undefined): string | undefined {
  if (!asked.answer) return "not loaded";
  if (label === undefined) return undefined;
  if (!asked.run.classes.includes(label)) return `knows ${namesOf(asked.run.classes)}`;
  return answerOf(asked) === label ? "right" : "wrong";
}

function values(item: TableItem, spriteUrl: SpriteUrl): HTMLElement {
  const details = html<"details">`<details>
    <summary>Pixel values (28 × 28)</summary>
  </details>`;
  details.addEventListener(
    "toggle",
    () =>
      details.append(
        whileLoading("the pixel values", readSpriteDigit(item, spriteUrl), (image) =>
          pixelTable(image, {caption: `The 784 pixel values of ${item.split} image ${item.index}, 0 to 255`})
        )
      ),
    {once: true}
  );
  return details;
}
