import * as v from "valibot";
import {InputError} from "../inputError.js";
import {PIXELS} from "../ink/image/grid.js";
import type {Stroke} from "../pen/pen.js";
import {checkAlphabet, DIGITS, MAX_CLASSES} from "./alphabet.js";
import {DRAWINGS_FORMAT, keptClasses, type KeptDrawing} from "./drawings.js";

/** A coordinate beyond any pen that leaves the surface. */
const FARTHEST = 1000;

// Each message completes "expected …", as in "drawings.0.run as 1 to 200 characters".
const NAME = "1 to 200 characters";
const name = v.pipe(v.string(NAME), v.minLength(1, NAME), v.maxLength(200, NAME));
const SHARE = "a number from 0 to 1";
const share = v.pipe(v.number(SHARE), v.minValue(0, SHARE), v.maxValue(1, SHARE));

// A schema for every single point and pixel would be several times slower.
const strokes = v.custom<readonly Stroke[]>(
  (value) => isListOf(value, (stroke) => isListOf(stroke, isPoint) && stroke.length > 0),
  `lists of points [x, y] within ±${FARTHEST}`
);
const image = v.pipe(
  v.custom<number[]>((value) => isListOf(value, isPixel) && value.length === PIXELS, `${PIXELS} pixels from 0 to 255`),
  v.transform((pixels) => Uint8Array.from(pixels))
);

/** Returns the schema of a drawing whose digits have *n* classes. */
function drawingOf(n: number) {
  const label = v.picklist([...Array(n).keys()], `a whole number from 0 to ${n - 1}`);
  const digit = v.object(
    {
      read: label,
      confidence: share,
      likelihood: v.exactOptional(v.nullable(share)),
      state: v.exactOptional(v.picklist(["answered", "unsure", "no-digit"], '"answered", "unsure" or "no-digit"')),
      corrected: v.nullable(label),
      noDigit: v.exactOptional(v.literal(true, "true")),
      image
    },
    "an object"
  );
  return v.object(
    {
      id: name,
      at: v.custom<string>(isTime, "a time like 2026-01-31T12:00:00.000Z"),
      run: name,
      classes: v.exactOptional(v.array(v.string("a text"), "a list of texts")),
      strokes,
      lines: someOf(someOf(digit))
    },
    "an object"
  );
}

const OfDigits = drawingOf(DIGITS.length);
const Drawing = v.lazy((value) => {
  const n = countClasses(value);
  return n === DIGITS.length ? OfDigits : drawingOf(n);
});
const Drawings = v.object(
  {
    name: v.literal(DRAWINGS_FORMAT.name, `"${DRAWINGS_FORMAT.name}"`),
    version: v.picklist(DRAWINGS_FORMAT.versions, DRAWINGS_FORMAT.versions.join(" or ")),
    drawings: v.array(Drawing, "a list")
  },
  "an object of drawings"
);

function someOf<T extends v.GenericSchema>(element: T) {
  const message = "a list of at least one";
  return v.pipe(v.array(element, message), v.minLength(1, message));
}

/**
 * Parses drawings that `formatDrawings` wrote; drops any other fields. *source* names the text in errors.
 * @throws InputError `SOURCE: expected A, got B` for anything else, naming the first wrong field
 */
export function parseDrawings(text: string, source: string): KeptDrawing[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InputError(source, "drawings as JSON", "something else, or a text that ends early");
  }
  const result = v.safeParse(Drawings, value);
  if (result.success) {
    return result.output.drawings.map(({classes = DIGITS, ...drawing}, i) => ({
      ...drawing,
      ...keptClasses(checkAlphabet(classes, `${source}: drawings.${i}.classes`))
    }));
  }
  const [{path = [], received, message}] = result.issues;
  const field = path.map(({key}) => String(key)).join(".");
  if (received === "undefined") throw new InputError(source, field, "nothing");
  throw new InputError(source, field ? `${field} as ${message}` : message, shorten(received));
}

/** Returns the number of classes that a drawing names; ten if it names none. */
function countClasses(drawing: unknown): number {
  const isNaming = typeof drawing === "object" && drawing !== null && "classes" in drawing;
  return isNaming && Array.isArray(drawing.classes) ? Math.min(drawing.classes.length, MAX_CLASSES + 1) : DIGITS.length;
}

function shorten(received: string): string {
  return received.length > 40 ? `${received.slice(0, 40)}…` : received;
}

function isListOf(value: unknown, isElement: (element: unknown) => boolean): value is unknown[] {
  return Array.isArray(value) && value.every(isElement);
}

function isPoint(value: unknown): boolean {
  return isListOf(value, (x) => typeof x === "number" && Math.abs(x) <= FARTHEST) && value.length === 2;
}

function isPixel(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 255;
}

function isTime(value: unknown): boolean {
  if (typeof value !== "string") return false;
  const time = new Date(value);
  return !Number.isNaN(time.getTime()) && time.toISOString() === value;
}
