import type {Kernels} from "../../../kernels/kernels.js";
import type {Take} from "./layer.js";

/** Pictures with zeros around them. */
export interface Frame {
  /** The place of the first number of the first picture's frame. */
  readonly at: number;
  /** Numbers from a picture, and from a row, to the next one. */
  readonly imageStep: number;
  readonly rowStep: number;
  /** Copies pictures into their frames. */
  fill(kernels: Kernels, pictures: number, images: number): void;
  /** Copies pictures out of their frames. */
  read(kernels: Kernels, pictures: number, images: number): void;
}

/** The sides of pictures, and the rows and columns of zeros around them. */
export interface FrameSides {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly above: number;
  readonly below: number;
  readonly left: number;
  readonly right: number;
}

/** Reserves frames for at most *most* pictures. */
export function createFrame(
  {height, width, channels, above, below, left, right}: FrameSides,
  most: number,
  take: Take
): Frame {
  const rowStep = (left + width + right) * channels;
  const imageStep = (above + height + below) * rowStep;
  const row = width * channels;
  const at = take(most * imageStep);
  const first = at + above * rowStep + left * channels;
  /** Calls *copy* with the places of each row: in the frame, and of the picture. */
  function eachRow(pictures: number, images: number, copy: (framed: number, plain: number) => void): void {
    for (let image = 0, plain = pictures; image < images; ++image)
      for (let y = 0; y < height; ++y, plain += row) copy(first + image * imageStep + y * rowStep, plain);
  }
  return {
    at,
    imageStep,
    rowStep,
    fill: ({numbers}, pictures, images) =>
      eachRow(pictures, images, (framed, plain) => numbers.copyWithin(framed, plain, plain + row)),
    read: ({numbers}, pictures, images) =>
      eachRow(pictures, images, (framed, plain) => numbers.copyWithin(plain, framed, framed + row))
  };
}
