import type {Point, Stroke} from "../digits/pen.js";

/** What to paint. */
export interface Ink {
  readonly strokes: readonly Stroke[];
  /** Width of the pen, in fractions of the surface's side. */
  readonly penWidth: number;
  /** How much wider than that the pen is at a point, as a factor. */
  readonly weightOf: (point: Point) => number;
}

/**
 * Returns a function that paints ink on *canvas* in its text color, as sharp as the screen is, once in the next frame
 * however often it is called. While strokes are only added, or points to the last one, the others are not painted again.
 */
export function inkPainter(canvas: HTMLCanvasElement): (ink: Ink) => void {
  const front = canvas.getContext("2d")!;
  /** All strokes but the last, which may still grow: painted over itself, its edges would lose their smoothness. */
  const back = document.createElement("canvas").getContext("2d")!;
  let painted: {strokes: readonly Stroke[]; penWidth: number} | undefined;
  let size = {width: 0, height: 0};
  let wanted: Ink | undefined;
  let frame = 0;

  function paint(): void {
    cancelAnimationFrame(frame);
    frame = 0;
    if (!wanted || !size.width) return; // not on the page yet
    const {penWidth} = wanted;
    const strokes = wanted.strokes.slice(0, -1);
    const isMore = painted?.penWidth === penWidth && painted.strokes.every((stroke, i) => stroke === strokes[i]);
    if (!isMore) clear(back);
    for (const stroke of strokes.slice(isMore ? painted!.strokes.length : 0)) paintStroke(back, stroke, wanted);
    painted = {strokes, penWidth};
    clear(front);
    if (strokes.length) front.drawImage(back.canvas, 0, 0, 1, 1);
    for (const stroke of wanted.strokes.slice(-1)) paintStroke(front, stroke, wanted);
  }

  /** Clears a layer; fractions of the surface's side are its unit. */
  function clear(layer: CanvasRenderingContext2D): void {
    const {width, height} = size;
    if (layer.canvas.width !== width || layer.canvas.height !== height) Object.assign(layer.canvas, size);
    layer.setTransform(width, 0, 0, height, 0, 0);
    layer.clearRect(0, 0, 1, 1);
    layer.lineCap = layer.lineJoin = "round";
    layer.strokeStyle = getComputedStyle(canvas).color;
  }

  function repaint(): void {
    painted = undefined;
    paint();
  }

  // In pixels of the screen where the browser tells them: they change with zoom and from screen to screen, too.
  const isExact = "devicePixelContentBoxSize" in ResizeObserverEntry.prototype;
  new ResizeObserver(([entry]) => {
    const {inlineSize: width, blockSize: height} = (
      isExact ? entry!.devicePixelContentBoxSize : entry!.contentBoxSize
    )[0]!;
    const density = isExact ? 1 : devicePixelRatio;
    size = {width: Math.round(width * density), height: Math.round(height * density)};
    repaint();
  }).observe(canvas, {box: isExact ? "device-pixel-content-box" : "content-box"});
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);

  return (ink) => {
    wanted = ink;
    frame ||= requestAnimationFrame(paint);
  };
}

/**
 * Paints a stroke. For each point there is a curve (a quadratic Bézier, the point its control) from the middle of the way
 * to it to the middle of the way from it, so the line has no corners.
 */
function paintStroke(layer: CanvasRenderingContext2D, stroke: Stroke, {penWidth, weightOf}: Ink): void {
  const last = stroke.length - 1;
  let width = 0;
  stroke.forEach((point, i) => {
    const newWidth = penWidth * weightOf(point);
    if (newWidth !== width) {
      if (width) layer.stroke();
      layer.lineWidth = width = newWidth;
      layer.beginPath();
      layer.moveTo(...middle(stroke[Math.max(0, i - 1)]!, point));
    }
    const end = middle(point, stroke[Math.min(last, i + 1)]!);
    if (i === 0 || i === last) layer.lineTo(...end);
    else layer.quadraticCurveTo(...point, ...end);
  });
  layer.stroke();
}

function middle([x, y]: Point, [u, v]: Point): [number, number] {
  return [(x + u) / 2, (y + v) / 2];
}
