import {SPLITS, type Digits, type Split} from "../../../src/characters/digits.js";
import type {DigitPieces} from "./pieces.js";

/** The digits of each split; `unlabeled` are those that came without labels and so can't be tested on. */
export type Splits = Partial<Record<Split | "unlabeled", Digits>>;

/** The names that splits may have, in the order in which they are shown. */
export const SPLIT_NAMES = [...SPLITS, "unlabeled"] as const;

/** The digits of each split as they are made. */
export type MadeSplits = Partial<Record<Split | "unlabeled", DigitPieces>>;
