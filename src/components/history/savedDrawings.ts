import {html} from "htl";
import {formatDrawings, formatKaggleRows, textOf, type KeptDrawing} from "../../characters/drawings.js";
import {drawingPng} from "../desk/drawingPicture.js";
import {fileName} from "../inputs/download.js";
import {classWords} from "../page/classWords.js";
import {drawnClasses} from "./drawingSummary.js";

/** Saves a drawing as a picture; resolves to the sentence that says so. */
export async function savePng(drawing: KeptDrawing): Promise<string> {
  const name = fileName(`handscope-${textOf(drawing)}`, "png");
  saveFile(name, await drawingPng(drawing));
  return `${name} is saved.`;
}

/** Saves drawings as strokes, as `parseDrawings` reads them; returns the sentence that says so. */
export function saveStrokes(drawings: readonly KeptDrawing[]): string {
  saveFile("handscope-drawings.json", new Blob([formatDrawings(drawings)], {type: "application/json"}));
  return "handscope-drawings.json is saved.";
}

/** Saves the images of drawings as Kaggle's rows of pixels; returns the sentence that says so. */
export function saveRows(drawings: readonly KeptDrawing[]): string {
  const name = `handscope-${classWords(drawnClasses(drawings)).many}.csv`;
  saveFile(name, new Blob([formatKaggleRows(drawings)], {type: "text/csv"}));
  return `${name} is saved: npm run data -- --from ${name} reads it.`;
}

function saveFile(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  html<"a">`<a href=${url} download=${name}></a>`.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // the browser may still be asking where to
}
