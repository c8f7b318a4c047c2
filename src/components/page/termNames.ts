/**
 * The terms that the glossary explains, each with its other spellings in our sentences. "A(s)" stands for "A" and "As".
 * Words in lower case are found in any case; names with capitals only as they stand.
 */
const SPELLINGS = {
  ablation: ["ablation(s)"],
  accuracy: [],
  activation: ["activation(s)"],
  Adam: [],
  augmentation: ["augmentation", "distortion(s)", "distorted"],
  "average precision": [],
  batch: ["batch(es)", "batch size"],
  "batch normalization": [],
  calibration: ["calibrated", "miscalibrated", "miscalibration"],
  confidence: [],
  "confidence interval": ["95 % interval", "95\u00a0% interval", "95 % intervals"],
  "confusion matrix": ["confusion matrices"],
  convolution: ["convolution(s)", "convolutional"],
  coverage: [],
  "cross-entropy": [],
  detector: [],
  dropout: [],
  epoch: ["epoch(s)"],
  "expected calibration error": ["calibration error"],
  F1: [],
  "feature map": ["feature map(s)"],
  "fine-tuning": ["fine-tune", "fine-tuned"],
  gradient: ["gradient(s)"],
  "held-out": ["held-out writer(s)", "held out"],
  "hidden layer": ["hidden layer(s)"],
  hyperparameter: ["hyperparameter(s)"],
  kernel: ["kernel(s)"],
  "learning rate": ["learning rate(s)"],
  logit: ["logit(s)"],
  "log-odds": [],
  loss: ["loss(es)"],
  "McNemar’s test": ["McNemar's test", "McNemar’s exact test", "McNemar's exact test", "McNemar"],
  median: ["median(s)"],
  "near-duplicate": ["near-duplicate(s)"],
  occlusion: [],
  odds: ["odds ratio(s)"],
  "one-cycle": [],
  overfitting: ["overfit", "overfits"],
  "p-value": ["p-value(s)"],
  parameter: ["parameter(s)"],
  PCA: ["principal component(s)"],
  "percentage point": ["percentage point(s)"],
  percentile: ["percentile(s)"],
  pooling: ["max pooling", "pooled"],
  precision: [],
  "precision-recall curve": ["precision-recall"],
  recall: [],
  "reliability diagram": ["reliability diagram(s)"],
  ReLU: [],
  "ROC curve": ["ROC"],
  schedule: ["schedule(s)"],
  seed: ["seed(s)"],
  skew: ["skewed"],
  softmax: [],
  "standard deviation": ["standard deviation(s)"],
  support: [],
  temperature: [],
  "test set": ["test image(s)", "test split"],
  threshold: ["threshold(s)"],
  UMAP: [],
  unsure: ["not certain"],
  "validation set": ["validation", "validation image(s)", "validation split"],
  weight: ["weight(s)"],
  "weight decay": []
} as const satisfies Record<string, readonly string[]>;

/** A term that the glossary explains. */
export type TermName = keyof typeof SPELLINGS;

/** The terms, in the order of the alphabet. */
export const TERM_NAMES: readonly TermName[] = (Object.keys(SPELLINGS) as TermName[]).sort((a, b) =>
  a.localeCompare(b, "en", {sensitivity: "base", ignorePunctuation: true})
);

/** A piece of a sentence: plain text, or a *term* as it is spelled there. */
export interface TextPart {
  readonly text: string;
  readonly term?: TermName;
}

/** Terms whose word is mostly meant in its everyday sense: `term` marks them, `findTerms` passes them over. */
const EVERYDAY: readonly TermName[] = ["accuracy", "coverage", "parameter", "support", "weight", "unsure"];

let pattern: RegExp | undefined;
const termOf = new Map<string, TermName>();

/** Builds, once, an expression of all spellings, the longest first: "learning rate" is not searched in "rate". */
function spellings(): RegExp {
  if (pattern) return pattern;
  for (const name of TERM_NAMES) {
    if (EVERYDAY.includes(name)) continue;
    for (const spelling of [name, ...SPELLINGS[name]]) {
      const [, stem = spelling, ending = ""] = /^(.*)\((e?s)\)$/.exec(spelling) ?? [];
      for (const text of new Set([stem, stem + ending])) termOf.set(text, name);
    }
  }
  const escaped = [...termOf.keys()]
    .sort((a, b) => b.length - a.length)
    .map((text) => text.replace(/[.*+?()|]/g, "\\$&"));
  return (pattern = new RegExp(`(?<![\\p{L}\\d-])(?:${escaped.join("|")})(?![\\p{L}\\d-])`, "giu"));
}

/**
 * Splits a *text* into plain pieces and the first occurrence of each term. Joined, the pieces are the text. Terms in
 * *known* were marked before and stay plain; those found are added to it.
 */
export function findTerms(text: string, known: Set<TermName> = new Set()): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const {0: found, index} of text.matchAll(spellings())) {
    const term = termOf.get(found) ?? termOf.get(found.toLowerCase());
    if (!term || known.has(term)) continue;
    known.add(term);
    if (index > end) parts.push({text: text.slice(end, index)});
    parts.push({text: found, term});
    end = index + found.length;
  }
  if (end < text.length) parts.push({text: text.slice(end)});
  return parts;
}
