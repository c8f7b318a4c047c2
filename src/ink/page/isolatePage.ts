import type {GrayImage} from "../image/image.js";
import {removeSurround} from "./surround.js";
import {removeThumbs} from "./thumbs.js";

/** Returns a *picture* with nothing but the page: without the table or frame around it, and thumbs on its border. */
export function isolatePage(picture: GrayImage): GrayImage {
  return removeThumbs(removeSurround(picture));
}
