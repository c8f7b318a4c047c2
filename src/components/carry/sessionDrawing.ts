import {PIXELS} from "../../ink/image/grid.js";
import type {Constraint} from "../../ink/segmentation/constraints.js";
import type {Point, Stroke} from "../../pen/pen.js";
import type {DeskContent} from "../desk/deskContent.js";
import type {KeptIdentity} from "../history/deskDrawings.js";

/** What a tab remembers of the desk from page to page. */
export interface SessionDrawing {
  /** When the visitor changed it last, in ms. */
  readonly at: number;
  readonly content: DeskContent;
  /** The photo that lay over it: its pixels are not remembered. */
  readonly photoName?: string | undefined;
  /** As which drawing the history knows it; missing where no history saw it. */
  readonly identity?: KeptIdentity | undefined;
}

/** A browser that restores its tabs restores what they remember: after this time, in ms, a visit starts with a blank desk. */
export const MAX_AGE = 12 * 3600 * 1000;

/** A coordinate beyond any pen that leaves the surface. */
const FARTHEST = 1000;

/** Returns what is remembered, as JSON; undefined for a blank desk. */
export function formatSession({at, content, photoName, identity}: SessionDrawing): string | undefined {
  const {strokes, pressures, cells, feedback} = content;
  if (!strokes.length && !cells && photoName === undefined) return undefined;
  return JSON.stringify({
    at,
    strokes,
    pressures,
    cells: cells && Array.from(cells),
    corrections: [...feedback.corrections],
    constraints: feedback.constraints,
    photoName,
    identity
  });
}

/** Parses what `formatSession` returned; undefined for anything else, and for what was changed `MAX_AGE` before *now*, in ms. */
export function parseSession(text: string, now: number): SessionDrawing | undefined {
  const value = objectIn(text);
  if (!value) return undefined;
  const {at, strokes, pressures, cells, corrections, constraints, photoName, identity} = value;
  if (typeof at !== "number" || !(now - at < MAX_AGE)) return undefined;
  if (!isListOf(strokes, isStroke) || !isListOf(corrections, isPair) || !isListOf(constraints, isConstraint)) {
    return undefined;
  }
  if (cells !== undefined && !(isListOf(cells, isGray) && cells.length === PIXELS)) return undefined;
  return {
    at,
    content: {
      strokes,
      ...(isListOf(pressures, isPressures) ? {pressures} : {}),
      ...(cells ? {cells: Uint8Array.from(cells)} : {}),
      feedback: {corrections: new Map(corrections), constraints}
    },
    ...(typeof photoName === "string" ? {photoName} : {}),
    ...(isIdentity(identity) ? {identity} : {})
  };
}

/** Returns the object that a text is the JSON of; undefined for anything else. */
function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined; // nothing of ours: the desk stays blank
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isListOf<T>(value: unknown, isElement: (element: unknown) => element is T): value is T[] {
  return Array.isArray(value) && value.every(isElement);
}

function isStroke(value: unknown): value is Stroke {
  return isListOf(value, isPoint) && value.length > 0;
}

function isPoint(value: unknown): value is Point {
  return Array.isArray(value) && value.length === 2 && value.every((x) => isNumber(x) && Math.abs(x) <= FARTHEST);
}

function isPressures(value: unknown): value is number[] {
  return isListOf(value, (one): one is number => isNumber(one) && one >= 0 && one <= 1);
}

function isGray(value: unknown): value is number {
  return isCount(value) && value <= 255;
}

function isPair(value: unknown): value is [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === "string");
}

function isConstraint(value: unknown): value is Constraint {
  return isObject(value) && isListOf(value.parts, isCount) && typeof value.isDigit === "boolean";
}

function isIdentity(value: unknown): value is KeptIdentity {
  if (!isObject(value)) return false;
  const {id, at, isDeleted} = value;
  return typeof id === "string" && typeof at === "string" && typeof isDeleted === "boolean";
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}
