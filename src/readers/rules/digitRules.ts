import {CLOSED_RULES} from "./closedRules.js";
import {OPEN_RULES} from "./openRules.js";
import type {Rule} from "./rule.js";

/**
 * Rules for handwritten digits, in the order in which they are tried: the first whose conditions all hold answers, and if
 * none does there is no answer. Written by hand after the features of Suen, Nadal, Legault, Mai and Lam, Computer
 * recognition of unconstrained handwritten numerals, Proceedings of the IEEE 80 (1992),
 * https://doi.org/10.1109/5.156477; the limits were set by looking at MNIST's training images.
 */
export const DIGIT_RULES: readonly Rule[] = [...CLOSED_RULES, ...OPEN_RULES];
