import {below} from "./mutate.js";

/** A parser under test. */
export interface Target {
  readonly name: string;
  /** Share of all inputs: cheap parsers get more. */
  readonly weight: number;
  /** Valid inputs, of which others are made. */
  readonly seeds: readonly Uint8Array[];
  /** Parses, and throws a plain Error where the value is not what its type promises; an InputError is a right answer. */
  readonly parse: (bytes: Uint8Array, random: () => number) => unknown;
  readonly close?: () => void;
}

export const SOURCE = "fuzzed";

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Pushes the bytes in pieces that *random* chooses. */
export function feed(parser: {push(chunk: Uint8Array): void}, bytes: Uint8Array, random: () => number): void {
  for (let start = 0; start < bytes.length;) {
    const end = Math.min(bytes.length, start + 1 + below(random, bytes.length));
    parser.push(bytes.slice(start, end));
    start = end;
  }
}

export function expectThat(holds: boolean, what: string): void {
  if (!holds) throw new Error(`not ${what}`);
}

export function isDigit(label: number): boolean {
  return Number.isInteger(label) && label >= 0 && label <= 9;
}
