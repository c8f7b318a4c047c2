import {html} from "htl";
import type {Box, GrayImage} from "../../ink/image/image.js";
import type {SteppedPicture} from "../../ink/steps.js";
import {resolveColors} from "../page/classColors.js";
import {digitImage, paintDigit} from "../images/digitImage.js";

/** The pictures of a strip of steps. */
export interface StepPictures {
  readonly original: HTMLCanvasElement;
  /** The ink, the scaled box, and what the network reads. */
  readonly stages: readonly HTMLElement[];
  paint(stepped: SteppedPicture): void;
}

/** The longer side of a stage's picture, in pixels. */
const PICTURE_SIDE = 280;

/** Returns the pictures, blank until they are painted. */
export function stepPictures(): StepPictures {
  const [original, ink, scaled] = [canvasOf("The original, in gray"), canvasOf("The ink"), canvasOf("The scaled box")];
  const last = digitImage(new Uint8Array(784), {label: "What the network reads"});
  return {
    original,
    stages: [ink, scaled, last],
    paint(stepped) {
      paintGray(original, stepped.gray);
      paintInk(ink, stepped.ink, stepped.box);
      paintInk(scaled, stepped.scaled);
      paintDigit(last, stepped.image);
    }
  };
}

function canvasOf(label: string): HTMLCanvasElement {
  return html<"canvas">`<canvas class="step-picture" role="img" aria-label=${label}></canvas>`;
}

/** Paints a gray picture, 0 black to 255 white. */
function paintGray(canvas: HTMLCanvasElement, {width, height, data}: GrayImage): void {
  const image = new ImageData(width, height);
  data.forEach((level, i) => image.data.set([level, level, level, 255], 4 * i));
  paintEnlarged(canvas, image);
}

/** Paints ink in the page's ink color, with its strength as opacity, and a frame around *box*. */
function paintInk(canvas: HTMLCanvasElement, {width, height, data}: GrayImage, box?: Box): void {
  const [inkColor = "", frameColor = ""] = resolveColors(canvas, ["var(--ink)", "var(--accent)"]);
  const image = new ImageData(width, height);
  data.forEach((level, i) => (image.data[4 * i + 3] = level));
  const {context, scale} = paintEnlarged(canvas, image);
  context.globalCompositeOperation = "source-in";
  context.fillStyle = inkColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.globalCompositeOperation = "source-over";
  if (!box) return;
  context.strokeStyle = frameColor;
  context.lineWidth = 2;
  context.strokeRect(box.x * scale, box.y * scale, box.width * scale, box.height * scale);
}

/** Paints an image at a stage's size, with sharp pixels. Returns the canvas's context and the scale factor. */
function paintEnlarged(
  canvas: HTMLCanvasElement,
  image: ImageData
): {context: CanvasRenderingContext2D; scale: number} {
  const {width, height} = image;
  const small = new OffscreenCanvas(width, height);
  small.getContext("2d")!.putImageData(image, 0, 0);
  const scale = PICTURE_SIDE / Math.max(width, height);
  Object.assign(canvas, {width: Math.round(width * scale), height: Math.round(height * scale)});
  const context = canvas.getContext("2d")!;
  context.imageSmoothingEnabled = scale < 1;
  context.drawImage(small, 0, 0, canvas.width, canvas.height);
  return {context, scale};
}
