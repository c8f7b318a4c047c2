import {SPLITS, type Digits, type Split} from "../../../src/characters/digits.js";
import type {DigitPieces} from "./pieces.js";

/** The digits of each split. `unlabeled` digits have no labels, so they can't be tested on. */
export type Splits = Partial<Record<Split | "unlabeled", Digits>>;

/** Names of splits, in display order. */
export const SPLIT_NAMES = [...SPLITS, "unlabeled"] as const;

/** The digits of each split as they are read, before they are in the cache. */
export type MadeSplits = Partial<Record<Split | "unlabeled", DigitPieces>>;
