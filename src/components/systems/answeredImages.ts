import {html} from "htl";
import {rollups} from "d3-array";
import type {AnsweredImage, Systems} from "../../../loaders/runs/systems.js";
import {digitCard} from "../images/digitCard.js";
import {digitGrid, type GridItem} from "../images/digitGrid.js";
import type {SpriteUrl} from "../images/digitTile.js";
import {counted, formatCount} from "../page/format.js";

interface ImagesOptions {
  readonly systems: Systems;
  readonly spriteUrl: SpriteUrl;
}

/** Returns a card with the images that no system reads right, each with what they read instead. */
export function missedCard({systems, spriteUrl}: ImagesOptions): HTMLElement {
  const {n, images} = systems.missed;
  const title = n
    ? `${counted(n, "image")} of ${formatCount(systems.n)} that every system misreads`
    : "No image is misread by all";
  return imagesCard("missed", "Missed by all", title, images.map((image) => ({...itemOf(image, systems), caption: `${image.label} → ${mostRead(image)}`})), n, spriteUrl); // prettier-ignore
}

/** Returns a card with the images that one system alone reads right, and which ones do how often. */
export function singleCard({systems, spriteUrl}: ImagesOptions): HTMLElement {
  const {n, images} = systems.single;
  const title = n
    ? `${counted(n, "image")} that one system alone reads right`
    : "No image is read right by one system alone";
  const by = rollups(
    images,
    (all) => all.length,
    (image) => readerOf(image, systems)
  ).sort(([, a], [, b]) => b - a);
  const words = by.map(([run, count]) => `${run} ${formatCount(count)}`).join(", ");
  const items = images.map((image) => ({
    ...itemOf(image, systems),
    caption: `${image.label}: ${readerOf(image, systems)}`
  }));
  return imagesCard("single", "Read by one alone", title, items, n, spriteUrl, words && `Read right by ${words}.`);
}

function imagesCard(
  id: string,
  section: string,
  title: string,
  items: readonly GridItem[],
  n: number,
  spriteUrl: SpriteUrl,
  words = ""
): HTMLElement {
  const there = items.filter(({index}) => index >= 0);
  const missing = n - there.length;
  const note = missing
    ? `This site has ${there.length ? `only ${formatCount(there.length)}` : "none"} of these images; with the official test set it shows them: npm run data, then npm start.`
    : "";
  const opened = html`<div class="opened-image">${there.length ? digitCard(null, spriteUrl) : null}</div>`;
  const grid = digitGrid(there, {spriteUrl, label: title, tile: 56, height: 320});
  grid.addEventListener("input", () => opened.replaceChildren(digitCard(grid.value, spriteUrl)));
  return html`<section class="card answered-images" id=${id}>
    <h2 data-section=${section}>${title}</h2>
    ${words ? html`<p class="caption">${words}</p>` : null} ${note ? html`<p class="note">${note}</p>` : null}
    ${there.length ? html`<div class="answered-grid">${grid}${opened}</div>` : imageList(items)}
  </section>`;
}

/** Returns images that the site has not, as a folded list of their numbers. */
function imageList(items: readonly GridItem[]): HTMLElement | null {
  if (!items.length) return null;
  return html`<details class="more">
    <summary>Their numbers and answers</summary>
    <ul>
      ${items.map(({description}) => html`<li>${description}</li>`)}
    </ul>
  </details>`;
}

function itemOf({test, index, label, answers}: AnsweredImage, {systems}: Systems): GridItem {
  const read = rollups(
    answers,
    (all) => all.length,
    (answer) => answer || "no answer"
  ).sort(([, a], [, b]) => b - a);
  const words = read.map(([answer, count]) => `${answer} by ${count}`).join(", ");
  return {split: "test", index, description: `${label}, test image ${test}: read as ${words} of ${systems.length}`};
}

/** Returns the answer that most systems give. */
function mostRead({answers}: AnsweredImage): string {
  const given = answers.filter(Boolean);
  const counts = rollups(
    given,
    (all) => all.length,
    (answer) => answer
  ).sort(([, a], [, b]) => b - a);
  return counts[0]?.[0] ?? "–";
}

/** Returns the run of the one system that reads an image right. */
function readerOf({label, answers}: AnsweredImage, {systems}: Systems): string {
  return systems[answers.indexOf(label)]?.run ?? "";
}
