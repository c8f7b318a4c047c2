import {html, svg} from "htl";
import {strokesPath} from "../desk/drawingPicture.js";
import {slider} from "../inputs/slider.js";
import type {Stroke} from "../../pen/pen.js";
import {findExtent} from "../../pen/strokes.js";
import type {Walk} from "../network/followWalk.js";
import {followedStrokes} from "../network/walkState.js";

/** The side of a path's square, in its own unit. */
const UNIT = 560;

/** Returns the followed strokes as the pen left them, each point a dot, with a slider that draws them anew. */
export function strokesFigure(walk: Walk): HTMLElement {
  const place = html`<div class="walk-strokes"></div>`;
  let total = 1;
  const points = slider({label: "Points", min: 1, max: 1, step: 1, format: (n) => `${n} of ${total}`});
  let strokes: readonly Stroke[] = [];
  const draw = () => place.replaceChildren(strokesPlot(strokes, points.value));
  points.addEventListener("input", draw);
  walk.watch((state) => {
    const next = followedStrokes(state);
    if (String(next) === String(strokes)) return;
    strokes = next;
    total = strokes.reduce((sum, {length}) => sum + length, 0);
    points.max = total;
    points.value = total;
    draw();
  });
  return html`<figure class="card walk-figure">
    ${place}${points}
    <figcaption>Each dot is a point that the browser reported. The numbers tell the order of the strokes.</figcaption>
  </figure>`;
}

/** Returns the first *n* points of *strokes* over the whole of them, which is paler. */
function strokesPlot(strokes: readonly Stroke[], n: number): SVGElement {
  const drawn = firstPoints(strokes, n);
  const {x, y, width, height} = findExtent(strokes)!;
  const side = Math.max(width, height, 0.05) * 1.3;
  const corner = [x + width / 2 - side / 2, y + height / 2 - side / 2].map((value) => UNIT * value);
  const dot = (UNIT * side) / 110;
  return svg`<svg viewBox="${corner.join(" ")} ${UNIT * side} ${UNIT * side}" role="img" aria-label=${`${strokes.length} strokes, their points as dots`}>
    <path class="walk-way" d=${strokesPath(strokes)} stroke-width=${3 * dot}></path>
    <path class="walk-drawn" d=${strokesPath(drawn)} stroke-width=${dot}></path>
    ${drawn.flat().map(([u, v]) => svg`<circle cx=${UNIT * u} cy=${UNIT * v} r=${dot}></circle>`)}
    ${strokes.length > 1 ? strokes.map(([first], i) => svg`<text x=${UNIT * first![0] - 6 * dot} y=${UNIT * first![1]} font-size=${7 * dot}>${i + 1}</text>`) : ""}
  </svg>`;
}

/** Returns the strokes up to their *n*-th point. */
export function firstPoints(strokes: readonly Stroke[], n: number): Stroke[] {
  let left = n;
  return strokes.flatMap((stroke) => {
    const points = stroke.slice(0, left);
    left = Math.max(0, left - stroke.length);
    return points.length ? [points] : [];
  });
}
