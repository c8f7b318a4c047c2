import type {GrayImage} from "../image/image.js";
import {removeSurround} from "./surround.js";
import {removeThumbs} from "./thumbs.js";

/** Reduces a *picture* to its page: removes the table or frame around it and the thumbs on its border. */
export function isolatePage(picture: GrayImage): GrayImage {
  return removeThumbs(removeSurround(picture));
}
