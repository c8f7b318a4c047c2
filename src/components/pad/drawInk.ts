import type {Point, Stroke} from "../../pen/pen.js";
import {findExtent, isDot} from "../../pen/strokes.js";
import {onColorChange} from "../page/colorChanges.js";

/** How much wider than it is the pen may become. */
const MAX_WEIGHT = 1.5;

/** What to paint. */
export interface Ink {
  readonly strokes: readonly Stroke[];
  /** Width of the pen, in fractions of the surface's side. */
  readonly penWidth: number;
  /** How much wider than that the pen is at a point: a factor of 1.5 at most. */
  readonly weightOf: (point: Point) => number;
}

/** A part of the surface, in fractions of its side. */
interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const EVERYWHERE: Area = {left: 0, top: 0, right: 1, bottom: 1};

/**
 * Returns a function that paints ink on *canvas* in its text color, as sharp as the screen is, once in the next frame
 * however often it is called, and only in the part of the surface where something changed.
 */
export function inkPainter(canvas: HTMLCanvasElement): (ink: Ink) => void {
  const context = canvas.getContext("2d")!;
  let painted: Ink | undefined;
  let density = 0;
  let wanted: Ink | undefined;
  let frame = 0;
  let isPrinted = false; // on white, whatever the screen's colors

  function paint(): void {
    cancelAnimationFrame(frame);
    frame = 0;
    if (density !== devicePixelRatio) measure();
    if (!wanted || !canvas.width) return; // not on the page yet
    const area = painted?.penWidth === wanted.penWidth ? findChange(painted, wanted) : EVERYWHERE;
    painted = wanted;
    if (area) paintArea(context, area, wanted);
  }

  function measure(): void {
    density = devicePixelRatio;
    const {width, height} = canvas.getBoundingClientRect();
    Object.assign(canvas, {width: Math.round(width * density), height: Math.round(height * density)});
    context.scale(canvas.width, canvas.height);
    context.lineCap = context.lineJoin = "round";
    context.strokeStyle = context.fillStyle = isPrinted ? "black" : getComputedStyle(canvas).color;
    painted = undefined;
  }

  function repaint(): void {
    measure();
    paint();
  }

  /** Repaints when the screen's density changes: by zoom, or by another screen. */
  function followDensity(): void {
    const onChange = () => {
      repaint();
      followDensity();
    };
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener("change", onChange, {once: true});
  }

  new ResizeObserver(repaint).observe(canvas);
  followDensity();
  onColorChange((toPaper) => {
    isPrinted = toPaper || (isPrinted && matchMedia("print").matches);
    repaint();
  });

  return (ink) => {
    wanted = ink;
    frame ||= requestAnimationFrame(paint);
  };
}

/** Returns the part of the surface where the ink is not what is painted; undefined where there is none. */
function findChange(painted: Ink, {strokes, penWidth}: Ink): Area | undefined {
  const gone = new Set(painted.strokes);
  const added = strokes.filter((stroke) => !gone.delete(stroke));
  const [last, grown] = [painted.strokes.at(-1), strokes.at(-1)];
  const changed =
    last && grown && gone.has(last) && isStart(last, grown)
      ? // The curve at a point reaches to the middles of the ways to its neighbors.
        [...added.filter((stroke) => stroke !== grown), grown.slice(Math.max(0, last.length - 2))]
      : [...added, ...gone];
  const extent = findExtent(changed);
  if (!extent) return undefined;
  const {x, y, width, height} = extent;
  return widen({left: x, top: y, right: x + width, bottom: y + height}, (penWidth * MAX_WEIGHT) / 2);
}

/** Is *stroke* what a *grown* one began with? Points are objects, each of one stroke. */
function isStart(stroke: Stroke, grown: Stroke): boolean {
  return grown.length > stroke.length && stroke[0] === grown[0] && stroke.at(-1) === grown[stroke.length - 1];
}

/** Paints a part of the surface anew. */
function paintArea(context: CanvasRenderingContext2D, area: Area, ink: Ink): void {
  const {width, height} = context.canvas;
  // To whole pixels: half of one could not be cleared and painted again.
  const [left, top] = [Math.floor(area.left * width - 1) / width, Math.floor(area.top * height - 1) / height];
  const [right, bottom] = [Math.ceil(area.right * width + 1) / width, Math.ceil(area.bottom * height + 1) / height];
  context.save();
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
  context.clearRect(left, top, right - left, bottom - top);
  const reach = widen({left, top, right, bottom}, (ink.penWidth * MAX_WEIGHT) / 2);
  for (const stroke of ink.strokes) paintStroke(context, stroke, reach, ink);
  context.restore();
}

/**
 * Paints what of a stroke has its middle in an area. For each point there is a curve (a quadratic Bézier, the point its
 * control) from the middle of the way to it to the middle of the way from it, so the line has no corners. Neighbors of
 * one width are one path: painted one over the other, their edges would lose their smoothness. A tap is a dot: a line
 * without length would paint nothing.
 */
function paintStroke(context: CanvasRenderingContext2D, stroke: Stroke, area: Area, {penWidth, weightOf}: Ink): void {
  if (isDot(stroke)) {
    context.beginPath();
    context.arc(...stroke[0]!, (penWidth * weightOf(stroke[0]!)) / 2, 0, 2 * Math.PI);
    return context.fill();
  }
  const last = stroke.length - 1;
  let width = 0;
  let isBroken = true;
  for (let i = 0; i <= last; ++i) {
    const [before, point, after] = [stroke[Math.max(0, i - 1)]!, stroke[i]!, stroke[Math.min(last, i + 1)]!];
    if (isOutside(before, point, after, area)) {
      isBroken = true;
      continue;
    }
    const newWidth = penWidth * weightOf(point);
    if (newWidth !== width) {
      if (width) context.stroke();
      context.lineWidth = width = newWidth;
      context.beginPath();
      isBroken = true;
    }
    if (isBroken) context.moveTo(...middle(before, point));
    isBroken = false;
    const end = middle(point, after);
    if (i === 0 || i === last) context.lineTo(...end);
    else context.quadraticCurveTo(...point, ...end);
  }
  if (width) context.stroke();
}

function isOutside(a: Point, b: Point, c: Point, {left, top, right, bottom}: Area): boolean {
  return (
    Math.max(a[0], b[0], c[0]) < left ||
    Math.min(a[0], b[0], c[0]) > right ||
    Math.max(a[1], b[1], c[1]) < top ||
    Math.min(a[1], b[1], c[1]) > bottom
  );
}

function widen({left, top, right, bottom}: Area, by: number): Area {
  return {left: left - by, top: top - by, right: right + by, bottom: bottom + by};
}

function middle([x, y]: Point, [u, v]: Point): [number, number] {
  return [(x + u) / 2, (y + v) / 2];
}
