import {html} from "htl";
import {imageAt} from "../../characters/digits.js";
import type {RecognizerClient} from "../../readers/client.js";
import {siteFileProblem} from "../../siteFile.js";
import {digitTile} from "../images/digitTile.js";
import type {LiveWalk} from "../network/followLive.js";
import {unitField} from "../network/unitField.js";
import {valueImage} from "../network/valueImage.js";
import {formatCount} from "../page/format.js";
import {SIDE} from "../../ink/image/grid.js";
import {excitementOf, meanSeen, peakPlace, type Responses} from "./excitement.js";
import {excitementWords, favoriteWords} from "./excitementWords.js";
import type {Seen, SeeUnit} from "./seeUnit.js";
import {loadTestImages, respond, type ImageSource, type TestImages} from "./testImages.js";
import {formatValue} from "./numbers.js";
import {weightsView} from "./weightsView.js";

/** Images that are shown, images whose mean is, and the side of a tile in CSS pixels. */
const [SHOWN, AVERAGED, TILE] = [8, 100, 56];

/**
 * Returns what the unit that is looked at looks for: its weights, and when the visitor asks for them the site's test images
 * that excite it most, found by having the run look at all of them.
 */
export function excitementCard(
  see: SeeUnit,
  {walk, activations, source}: {walk: LiveWalk; activations: RecognizerClient["activations"]; source: ImageSource}
): HTMLElement {
  const title = html`<h2>What it looks for</h2>`;
  const weights = html`<div></div>`;
  const words = html`<p role="status">
    Which test images excite it most? The network has to read all of them to find out.
  </p>`;
  const ask = html<"button">`<button type="button" data-testid="see-search">Search the test images</button>`;
  const found = html`<div></div>`;
  const card = html`<section class="card see-excitement" data-testid="see-excitement">
    ${title}${weights}${words}
    <div class="toolbar">${ask}</div>
    ${found}
  </section>`;
  let tests: Promise<TestImages> | undefined;
  let isAsked = false;
  const known = new Map<string, Responses>();
  let searching: string | undefined;
  let shownFor = "";

  const keyOf = ({network, unit}: Seen) =>
    network && unit && walk.run ? `${walk.run.name} ${network.columns[unit.column]!.layer.name}` : undefined;

  async function search(): Promise<void> {
    const {network, unit, isPreview} = see.seen;
    const key = keyOf(see.seen);
    if (!isAsked || !network || !unit || key === undefined || known.has(key) || searching === key || isPreview) return;
    searching = key;
    const isWanted = () => searching === key;
    const {name, shape} = network.columns[unit.column]!.layer;
    try {
      tests ??= loadTestImages(source, (read, n) =>
        say(`Loading ${formatCount(read)} of ${formatCount(n)} test images …`)
      );
      const all = await tests;
      const responses = await respond(all, {
        run: walk.run!.name,
        layer: name,
        shape,
        activations,
        isWanted,
        onProgress: (done, n) => isWanted() && say(`Reading ${formatCount(done)} of ${formatCount(n)} test images …`)
      });
      if (!responses) return;
      for (const other of known.keys()) if (!other.startsWith(`${walk.run!.name} `)) known.delete(other);
      known.set(key, responses);
      await show();
    } catch (error) {
      tests = undefined; // to be tried again
      if (!isWanted()) return;
      isAsked = false; // the button comes back
      say(`The test images can’t be searched: ${siteFileProblem(error)}`);
    } finally {
      if (isWanted()) searching = undefined;
    }
  }

  function say(sentence: string): void {
    words.textContent = sentence;
    ask.hidden = isAsked;
  }

  async function show(): Promise<void> {
    const {network, unit, state} = see.seen;
    const key = keyOf(see.seen);
    const responses = key === undefined ? undefined : known.get(key);
    const name = `${key} ${unit?.place.unit}`;
    if (!network || !unit || !responses || !tests) {
      shownFor = "";
      title.textContent = "What it looks for";
      found.replaceChildren();
      if (isAsked && see.seen.isPreview) say("Click the unit to search the test images for its layer.");
      return;
    }
    if (shownFor === name) return;
    shownFor = name;
    const {images, labels, classes} = await tests;
    if (shownFor !== name) return;
    const {shape} = network.columns[unit.column]!.layer;
    const {unit: index} = unit.place;
    const excitement = excitementOf(responses, index, labels);
    const field = (image: number) =>
      unitField(network, {column: unit.column, place: peakPlace(responses, index, image, shape)});
    const value = (image: number) => responses.peaks[image * responses.units + index]!;
    const top = excitement.order.filter((image) => value(image) > 0);
    title.textContent = favoriteWords(excitement, classes);
    say(excitementWords(excitement, {n: responses.peaks.length / responses.units, all: labels.length, state}));
    found.replaceChildren(
      ...(top.length
        ? [
            meanPicture(
              top.slice(0, AVERAGED).map((image) => ({image: imageAt({images}, image), window: field(image)}))
            ),
            html`<ol class="see-tiles">
              ${top.slice(0, SHOWN).map(
                (image) =>
                  html`<li>
                    <span class="see-tile"
                      >${digitTile({split: "test", index: image}, source.spriteUrl, TILE)}${frameOf(field(image))}</span
                    >
                    <span>${classes[labels[image]!] ?? "?"}</span><small>${formatValue(value(image))}</small>
                  </li>`
              )}
            </ol>`
          ]
        : [])
    );
  }

  ask.addEventListener("click", () => {
    isAsked = true;
    ask.hidden = true;
    void search();
  });
  see.watch((seen) => {
    const {network, unit, state} = seen;
    weights.replaceChildren(network && unit ? (weightsView(network, unit, state.classes) ?? "") : "");
    ask.disabled = !network;
    void show();
    void search();
  });
  return card;
}

function meanPicture(seen: Parameters<typeof meanSeen>[0]): HTMLElement {
  const {values, width, height} = meanSeen(seen);
  const picture = valueImage();
  picture.show(values, {width, height, reach: Math.max(...values)});
  return html`<div class="see-mean">
    ${picture}
    <span
      >The mean of what it sees in the ${formatCount(seen.length)} test images that excite it most. It is no template:
      the unit adds up, it doesn’t compare.</span
    >
  </div>`;
}

/** Returns the frame around what a unit sees of an image; nothing where that is all of it. */
function frameOf({
  top,
  left,
  height,
  width
}: {
  top: number;
  left: number;
  height: number;
  width: number;
}): HTMLElement | null {
  if (height >= SIDE && width >= SIDE) return null;
  const clip = (value: number) => Math.max(0, Math.min(SIDE, value));
  const [x, y, right, bottom] = [clip(left), clip(top), clip(left + width), clip(top + height)];
  const part = (value: number) => `${(100 * value) / SIDE}%`;
  return html`<span
    class="see-frame"
    style=${`left:${part(x)};top:${part(y)};width:${part(right - x)};height:${part(bottom - y)}`}
  ></span>`;
}
