import * as v from "valibot";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What a run answers to one set, beside the images of its predictions.csv. */
const EvaluationJson = v.looseObject({
  /** What it is, in the words that a page and a table show: "UNIPEN, held-out writers". */
  name: v.string(),
  /** How many characters there are. */
  n: count,
  /** How many of them are read right, where that was counted. */
  correct: v.exactOptional(count),
  /** How many of them are called no character of the run's, where that was counted. */
  refused: v.exactOptional(count)
});

/** `evaluations` of a `run.json`. */
export const EvaluationsJson = v.pipe(
  v.array(EvaluationJson),
  v.check(
    (all) => all.every(({n, correct = 0, refused = 0}) => correct <= n && refused <= n),
    "counts that are no larger than n"
  )
);

export type SetEvaluation = v.InferOutput<typeof EvaluationJson>;

const counted = v.object({n: count, count});

/** `pen` of a `run.json`: what stood there before `evaluations`, of two collections of pen strokes. */
export const PenJson = v.object({
  right: v.object({unipen: counted, pendigits: counted}),
  refused: v.exactOptional(v.object({digits: counted, symbols: counted}))
});

type Pen = v.InferOutput<typeof PenJson>;

/** Returns what held-out writers of pen strokes make of a run, as a list. */
export function penEvaluations({right: {unipen, pendigits}, refused}: Pen): SetEvaluation[] {
  return [
    {name: "UNIPEN, held-out writers", n: unipen.n, correct: unipen.count},
    {name: "Pendigits, held-out writers", n: pendigits.n, correct: pendigits.count},
    ...(refused
      ? [
          {name: "Digits of both, held-out writers", n: refused.digits.n, refused: refused.digits.count},
          {name: "Letters and symbols, held-out writers", n: refused.symbols.n, refused: refused.symbols.count}
        ]
      : [])
  ];
}

/** Returns the evaluations of a run with those that were *found* anew in the place of those of the same names. */
export function withEvaluations(
  known: readonly SetEvaluation[] | undefined,
  found: readonly SetEvaluation[]
): SetEvaluation[] {
  const names = new Set(found.map(({name}) => name));
  return [...(known ?? []).filter(({name}) => !names.has(name)), ...found];
}
