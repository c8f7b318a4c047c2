import type {EpochRecord} from "./history.js";

/** The columns of a log that hold an epoch's figures. */
export interface HistoryColumns {
  readonly places: Readonly<Partial<Record<keyof EpochRecord, number>>>;
  /** Names of columns that Handscope does not use. */
  readonly ignored: readonly string[];
  /** Whether a column counts steps: a log of Lightning's, or of steps instead of epochs. */
  readonly hasSteps: boolean;
}

/** Names that trainers give the figures of an epoch, without the split; the most usual first. */
const NAMES = {
  loss: [
    "loss",
    "cross_entropy",
    "crossentropy",
    "categorical_crossentropy",
    "sparse_categorical_crossentropy",
    "cross_entropy_loss",
    "ce_loss",
    "ce",
    "nll_loss",
    "nll",
    "log_loss",
    "logloss"
  ],
  accuracy: [
    "accuracy",
    "acc",
    "sparse_categorical_accuracy",
    "categorical_accuracy",
    "binary_accuracy",
    "multiclass_accuracy",
    "accuracy_score",
    "acc1",
    "acc_1",
    "acc_top1",
    "top1",
    "top_1",
    "top1_acc",
    "top1_accuracy"
  ]
} as const;

/** Words for the split in a column's name, Keras's and others'. */
const TRAINING = new Set(["train", "training", "tr"]);
const VALIDATION = new Set(["val", "valid", "validation", "dev", "eval"]);

/**
 * Finds the columns of a log by the names that Keras, PyTorch Lightning, TensorBoard and hand-written loops give them:
 * `val_acc`, `train/loss`, `Valid Loss`, `valLoss`, `train_loss_epoch`, `lr-Adam`. Epochs may be in a nameless first
 * column, such as pandas's index.
 */
export function findHistoryColumns(header: readonly string[]): HistoryColumns {
  const found = new Map<keyof EpochRecord, {place: number; rank: number}>();
  header.forEach((name, place) => {
    const {field, rank} = meaningOf(name, place);
    if (field && rank < (found.get(field)?.rank ?? Infinity)) found.set(field, {place, rank});
  });
  const used = new Set([...found.values()].map(({place}) => place));
  const words = header.map(wordsOf);
  const isStep = (name: readonly string[]) => ["step", "steps", "iteration", "iter", "batch"].includes(name.join("_"));
  return {
    places: Object.fromEntries([...found].map(([field, {place}]) => [field, place])),
    ignored: header.filter((name, i) => name && !used.has(i) && !isStep(words[i]!)),
    hasSteps: words.some(isStep)
  };
}

/** Returns whether a file with this *header* is a log of a training. */
export function isHistoryHeader(header: readonly string[]): boolean {
  const {places} = findHistoryColumns(header);
  return (places.loss ?? places.accuracy ?? places.val_loss ?? places.val_accuracy) !== undefined;
}

/** Returns the field that a column holds, and how far its name is from the usual one. */
function meaningOf(name: string, place: number): {field?: keyof EpochRecord; rank: number} {
  const words = wordsOf(name);
  const whole = words.join("_");
  if (["epoch", "epochs", "ep"].includes(whole)) return {field: "epoch", rank: 0};
  if (!place && ["", "index", "unnamed_0"].includes(whole)) return {field: "epoch", rank: 1};
  if (/^(lr|learning_rate|lrate)(_|$)/.test(whole)) return {field: "learning_rate", rank: whole.length};
  if (["seconds", "epoch_seconds", "seconds_per_epoch"].includes(whole)) return {field: "seconds", rank: 0};
  const isTraining = words.some((word) => TRAINING.has(word));
  const isValidation = words.some((word) => VALIDATION.has(word));
  const figure = words.filter((word) => !TRAINING.has(word) && !VALIDATION.has(word) && word !== "epoch").join("_");
  if (isTraining && isValidation) return {rank: Infinity};
  for (const field of ["loss", "accuracy"] as const) {
    const index = (NAMES[field] as readonly string[]).indexOf(figure);
    if (index >= 0) return {field: isValidation ? `val_${field}` : field, rank: 2 * index + Number(isTraining)};
  }
  return {rank: Infinity};
}

/** Splits "valLoss", "val/loss" and "Val Loss" into ["val", "loss"]. */
function wordsOf(name: string): string[] {
  const spaced = name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return spaced.split(/[^a-z0-9]+/).filter(Boolean);
}
