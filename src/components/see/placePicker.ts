import {html} from "htl";
import {mapsOf} from "../network/unitSum.js";
import {reachOf, valueImage} from "../network/valueImage.js";
import type {SeeUnit} from "./seeUnit.js";

/** The change of row and column by arrow key. */
const MOVES: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1]
};

/** Returns the map that is looked at, in large, with the choice of a place in it; hidden for a unit without places. */
export function placePicker(see: SeeUnit): HTMLElement {
  const picture = valueImage();
  const cursor = html`<span class="pixel-cursor" aria-hidden="true"></span>`;
  const grid = html`<div
    class="pixel-grid"
    role="application"
    tabindex="0"
    aria-label="The places of the map: move with the arrow keys"
    data-testid="see-place"
  >
    ${picture}${cursor}
  </div>`;
  const element = html`<div class="see-place">
    ${grid}
    <span>Its outputs at all places: choose another one.</span>
  </div>`;

  function mapShape(): readonly [height: number, width: number] | undefined {
    const {network, unit} = see.seen;
    const shape = unit && network?.columns[unit.column]?.layer.shape;
    return shape?.length === 3 ? [shape[0]!, shape[1]!] : undefined;
  }

  function go(row: number, column: number): void {
    const {unit} = see.seen;
    const [height, width] = mapShape() ?? [0, 0];
    if (!unit || row < 0 || column < 0 || row >= height || column >= width) return;
    see.choose({column: unit.column, place: {unit: unit.place.unit, row, column}}, true);
  }

  see.watch(({network, unit}) => {
    const size = mapShape();
    element.hidden = !size;
    if (!size || !network || !unit) return;
    const [height, width] = size;
    const {layer} = network.columns[unit.column]!;
    const {row, column} = unit.place;
    picture.show(mapsOf(layer).maps[unit.place.unit]!, {width, height, reach: reachOf(layer.values)});
    cursor.style.cssText = `left:${(100 * column) / width}%;top:${(100 * row) / height}%;width:${100 / width}%;height:${100 / height}%`;
  });
  grid.addEventListener("click", ({clientX, clientY}) => {
    const [height, width] = mapShape() ?? [1, 1];
    const box = grid.getBoundingClientRect();
    go(Math.floor((height * (clientY - box.top)) / box.height), Math.floor((width * (clientX - box.left)) / box.width));
  });
  grid.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    const {unit} = see.seen;
    if (!move || !unit) return;
    event.preventDefault();
    go(unit.place.row + move[0], unit.place.column + move[1]);
  });
  return element;
}
