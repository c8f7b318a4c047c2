import {greatest, least} from "d3-array";
import type {Alphabet} from "../../characters/alphabet.js";
import type {ClassScores} from "../../stats/confusion.js";
import type {Column} from "../tables/dataTable.js";
import {formatCount, formatPercent} from "../page/format.js";
import {capitalized, kindOf, kindsOf, classValue} from "../page/classWords.js";

/** Returns the columns of the table of *classes*. */
export const classColumns = (classes: Alphabet): readonly Column<ClassScores>[] => [
  {label: capitalized(kindOf(classes)), value: ({label}) => classValue(classes)(label)},
  {
    label: "Precision",
    title: `Share of the images predicted as this ${kindOf(classes)} that are one`,
    value: ({precision}) => precision,
    show: ({precision, support}) => formatPercent(precision, support)
  },
  {
    label: "Recall",
    title: `Share of the images of this ${kindOf(classes)} that are predicted as one`,
    value: ({recall}) => recall,
    show: ({recall, support}) => formatPercent(recall, support)
  },
  {
    label: "F1",
    title: "Harmonic mean of precision and recall",
    value: ({f1}) => f1,
    show: ({f1, support}) => formatPercent(f1, support)
  },
  {
    label: "Images",
    title: `Test images of this ${kindOf(classes)}`,
    value: ({support}) => support,
    show: ({support}) => formatCount(support)
  }
];

/** Returns which class is read worst and which best, by F1, as a title. */
export function classFinding(scores: readonly ClassScores[], classes: Alphabet): string {
  const known = scores.filter(({f1}) => !Number.isNaN(f1));
  const [worst, best] = [least(known, ({f1}) => f1), greatest(known, ({f1}) => f1)];
  if (!worst || !best) return `Scores by ${kindOf(classes)}`;
  const show = ({label, f1, support}: ClassScores) => `${classes[label]} (${formatPercent(f1, support)})`;
  if (worst.f1 === best.f1) return `All ${kindsOf(classes)} have the same F1: ${formatPercent(best.f1, best.support)}`;
  return `F1 is lowest for ${show(worst)}, highest for ${show(best)}`;
}
