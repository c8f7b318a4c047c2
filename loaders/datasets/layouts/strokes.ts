import type {Stroke} from "../../../src/pen/pen.js";
import {InputError} from "../../../src/inputError.js";
import {reject, type OnReject} from "../parts/rejects.js";

/** A character that a person wrote with a pen on a tablet. */
export interface WrittenStrokes {
  /** The label as text, not empty: both 3 and "3" become "3". */
  readonly label: string;
  /** Not empty. */
  readonly writer: string;
  /** At least one; coordinates in the tablet's own unit, y grows downward. */
  readonly strokes: readonly Stroke[];
  /** Line of the file, from 1. */
  readonly line: number;
}

const MAX_LINE_LENGTH = 64 * 1024;
/** Maximum coordinate. An A3 tablet with 5,080 lines an inch has 84,000 along its longer side. */
const LARGEST = 1_000_000;

/**
 * Returns a streaming parser of written characters, one JSON object a line: `{"label": 3, "writer": "aga-006",
 * "strokes": [[[x, y], …], …]}`. The label is a digit or a text; each stroke has at least one point, within ±1,000,000.
 * More fields, blank lines, a byte order mark, CRLF and a missing last newline are fine. *source* names the file in
 * errors.
 *
 * Reports any other line to *onReject* and leaves it out; without *onReject*, throws it.
 * @throws InputError `SOURCE:LINE: expected A, got B` for such a line; always for a line of over 64 kB, or if no line
 * is valid
 */
export function strokesParser(
  source: string,
  onReject?: OnReject
): {push(chunk: Uint8Array): void; end(): WrittenStrokes[]} {
  const decoder = new TextDecoder();
  const rows: WrittenStrokes[] = [];
  let rest = "";
  let line = 0;

  function parseLine(text: string): void {
    ++line;
    if (text.length > MAX_LINE_LENGTH) throw tooLong(line);
    if (!text.trim()) return;
    const value = parseObject(text);
    const fault = value ? findFault(value) : OTHER_JSON;
    if (fault) return reject(onReject, fault.reason, new InputError(`${source}:${line}`, fault.expected, fault.actual));
    const {label, writer, strokes} = value as unknown as WrittenStrokes;
    rows.push({label: String(label), writer, strokes, line});
  }

  function tooLong(at: number): InputError {
    return new InputError(`${source}:${at}`, "a line of at most 64 kB", "a longer one");
  }

  return {
    push(chunk) {
      const lines = (rest + decoder.decode(chunk, {stream: true})).split("\n");
      rest = lines.pop()!;
      for (const text of lines) parseLine(text);
      if (rest.length > MAX_LINE_LENGTH) throw tooLong(line + 1);
    },
    end() {
      parseLine(rest + decoder.decode());
      if (!rows.length) throw new InputError(source, "at least one line with a label, a writer and strokes", "none");
      return rows;
    }
  };
}

type Fields = Record<"label" | "writer" | "strokes", unknown>;

/** Parses the JSON object of a line; undefined for anything else. */
function parseObject(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Fields) : undefined;
  } catch {
    return undefined;
  }
}

interface Fault {
  readonly reason: string;
  readonly expected: string;
  readonly actual: string;
}

const OTHER_JSON: Fault = {
  reason: "a line that is no JSON object",
  expected: "a JSON object",
  actual: "something else, or one that ends early"
};

/** Returns the first fault. A valibot schema for all these checks takes several times as long. */
function findFault({label, writer, strokes}: Fields): Fault | undefined {
  if (!isLabel(label)) {
    return {reason: "no label", expected: "a label, a text or a digit from 0 to 9", actual: quote(label)};
  }
  if (typeof writer !== "string" || !writer) {
    return {reason: "no writer", expected: "a writer's name", actual: quote(writer)};
  }
  if (!Array.isArray(strokes) || !strokes.length) {
    return badStrokes("at least one stroke", quote(strokes));
  }
  for (const stroke of strokes as unknown[]) {
    if (!Array.isArray(stroke) || !stroke.length) return badStrokes("strokes of at least one point", quote(stroke));
    const bad = (stroke as unknown[]).findIndex((point) => !isPoint(point));
    if (bad >= 0) return badStrokes("points [x, y] of numbers within ±1,000,000", quote(stroke[bad]));
  }
  return undefined;
}

function badStrokes(expected: string, actual: string): Fault {
  return {reason: "strokes that are no lists of points", expected, actual};
}

function isLabel(label: unknown): boolean {
  if (typeof label === "string") return label !== "";
  return typeof label === "number" && Number.isInteger(label) && label >= 0 && label <= 9;
}

function isPoint(point: unknown): boolean {
  return Array.isArray(point) && point.length === 2 && isCoordinate(point[0]) && isCoordinate(point[1]);
}

function isCoordinate(value: unknown): boolean {
  return typeof value === "number" && Math.abs(value) <= LARGEST;
}

/** Formats a value for a message. Omits deeply nested content, which could exceed the stack. */
function quote(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return `[${value.slice(0, 3).map(quoteSimple).join(", ")}${value.length > 3 ? ", …" : ""}]`;
  return quoteSimple(value);
}

function quoteSimple(value: unknown): string {
  if (typeof value === "string") return `"${value.slice(0, 40)}"`;
  return typeof value === "object" && value !== null ? "{…}" : String(value);
}
