import {html} from "htl";
import type {Predictions} from "../../run/predictions.js";
import type {Evaluation} from "../../stats/evaluation.js";
import {digitCard} from "../images/digitCard.js";
import {digitGrid, type GridItem} from "../images/digitGrid.js";
import type {SpriteUrl} from "../images/digitTile.js";
import {boundToAddress} from "../inputs/address.js";
import {counted, formatCount, unbroken} from "../page/format.js";
import {namedBy} from "../page/place.js";
import {cellItems, confusionFinding} from "./answers.js";
import {formatCell, parseCell} from "./confusionCells.js";
import {confusionTable} from "./confusionTable.js";

export interface MatrixOptions {
  readonly predictions: Predictions;
  /** For each prediction, its image's index in the site's test split, or −1. */
  readonly images: Int32Array;
  readonly figures: Evaluation;
  readonly spriteUrl: SpriteUrl;
  /** What is to be said where images are not on this site. */
  readonly note?: string | undefined;
}

/** Returns the confusion matrix as a card, with the images of the cell that is open, which the address keeps as `?cell=4.9`. */
export function matrixCard(options: MatrixOptions): HTMLElement {
  const {predictions, images, figures} = options;
  const {classes, confusion} = figures;
  const table = boundToAddress(confusionTable(confusion, classes), "cell", {
    format: formatCell,
    parse: (text) => parseCell(text, classes.length)
  });
  const opened = namedBy(html`<section class="opened" data-testid="opened"></section>`, "cell");
  const show = () => {
    const {label, predicted} = table.value;
    const heading = `${classes[label]} read as ${classes[predicted]}`;
    opened.replaceChildren(...openedCell(cellItems(predictions, images, table.value), heading, options));
  };
  table.addEventListener("input", show);
  show();
  return html`<section class="card" id="confusion">
    <h2 data-section="Confusion matrix">${unbroken(confusionFinding(confusion, classes))}</h2>
    <div class="matrix-and-images">${table}${opened}</div>
    <p class="caption">
      Select a cell (or use the arrow keys and Enter) to see its images, most confident answers first. Correct answers
      and mistakes have separate color scales.${unansweredNote(figures)}
    </p>
  </section>`;
}

/** Returns the images of a cell under their heading, where the site has any, one of them large at request. */
function openedCell(items: readonly GridItem[], what: string, {images, spriteUrl, note}: MatrixOptions): HTMLElement[] {
  const heading = `${what}: ${counted(items.length, "image")}`;
  const said = note ? [html`<p class="note" data-testid="images-note">${note}</p>`] : [];
  if (!items.length || !images.some((index) => index >= 0)) return [html`<h3>${heading}</h3>`, ...said];
  const grid = digitGrid(items, {spriteUrl, label: heading, height: 340});
  const card = html`<div class="opened-image">${digitCard(null, spriteUrl)}</div>`;
  grid.addEventListener("input", () => card.replaceChildren(digitCard(grid.value, spriteUrl)));
  return [html`<h3>${heading}</h3>`, ...said, grid, card];
}

/** Returns how many images are in no cell of the matrix, as a sentence after a space; nothing where all were answered. */
function unansweredNote({unanswered}: Evaluation): string {
  if (!unanswered) return "";
  return ` ${formatCount(unanswered)} ${unanswered === 1 ? "image has no answer and is" : "images have no answer and are"} in no cell.`;
}
