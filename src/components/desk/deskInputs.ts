import {writeAddress} from "../inputs/address.js";
import type {InkDetail} from "../pad/inkInput.js";
import {penNamed} from "../pad/penWidths.js";
import type {PhotoDetail} from "../photo/photoInput.js";
import type {DeskOptions} from "./deskOptions.js";
import type {DeskParts} from "./deskParts.js";

/** What a visitor does at a desk. */
export interface DeskActions {
  readonly onInk: (timeStamp: number) => void;
  readonly onPhoto: (timeStamp: number) => void;
  /** A photo can't be shown. */
  readonly onProblem: (sentence: string) => void;
  readonly onRun: () => void;
}

/** Tells of what a visitor does, keeps the choices in the address, and prepares the run at the first touch. */
export function listenTo(
  {pad, photos, model, comparison, examples}: DeskParts,
  {runs, prepare}: Pick<DeskOptions, "runs" | "prepare">,
  {onInk, onPhoto, onProblem, onRun}: DeskActions
): void {
  let isAwake = false;
  function wake(): void {
    if (isAwake || !runs.length) return;
    isAwake = true;
    prepare(model.value).catch(() => undefined); // the first answer says what went wrong
  }

  for (const place of [pad, examples.first]) {
    place.addEventListener("pointerenter", wake);
    place.addEventListener("focusin", wake);
  }
  pad.addEventListener("input", (event) => {
    const {changed, timeStamp} = (event as CustomEvent<InkDetail>).detail;
    if (changed === "penWidth") return writeAddress("pen", penNamed(pad.penWidth)); // looks, no matter of the answer
    wake();
    onInk(timeStamp);
  });
  model.addEventListener("input", () => {
    writeAddress("run", model.value);
    onRun();
  });
  photos.addEventListener("input", (event) => {
    wake();
    onPhoto((event as CustomEvent<PhotoDetail>).detail.timeStamp);
  });
  photos.addEventListener("problem", (event) => {
    event.preventDefault(); // it is said here
    onProblem((event as CustomEvent<string>).detail);
  });
  comparison?.addEventListener("input", () => writeAddress("compare", comparison.value.join(",") || undefined));
}
