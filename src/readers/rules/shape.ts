import {deskew} from "../../ink/deskew.js";
import {PIXELS, SIDE} from "../../ink/image/grid.js";
import type {Box} from "../../ink/image/image.js";
import {findInkBox} from "../../ink/normalize.js";
import {findHoles, type Hole} from "./holes.js";
import {findEnds, type Point} from "./lineEnds.js";
import {profilesOf, type Profiles} from "./profiles.js";

/** Pixels with at least this share of the strongest ink count as ink. */
const INK = 0.4;

/** The parts of an image's ink that rules speak of, once it stands upright. */
export interface Shape {
  /** [784], 1 for ink, 0 for background. */
  readonly ink: Uint8Array;
  /** The bounding box of the ink, in pixels. */
  readonly box: Box;
  /** The largest first. */
  readonly holes: readonly Hole[];
  /** From top to bottom. */
  readonly ends: readonly Point[];
  readonly profiles: Profiles;
}

/** Finds the holes, line ends and profiles in an *image*, [784] in [0, 1]; undefined if it is blank. */
export function shapeOf(image: Float32Array): Shape | undefined {
  const upright = deskew(image);
  let strongest = 0;
  for (let i = 0; i < PIXELS; ++i) strongest = Math.max(strongest, image[i]!);
  if (!strongest) return undefined;
  const ink = Uint8Array.from(upright, (level) => Number(level >= INK * strongest));
  const box = findInkBox({width: SIDE, height: SIDE, data: ink});
  if (!box) return undefined;
  return {ink, box, holes: findHoles(ink), ends: findEnds(ink), profiles: profilesOf(ink, box)};
}
