import type {Alphabet} from "../../characters/alphabet.js";
import type {ClassScores} from "../../stats/confusion.js";
import type {Column} from "../tables/dataTable.js";
import {formatCount, formatPercent} from "../page/format.js";
import {capitalized, kindOf, classValue} from "../page/classWords.js";

/** Returns the columns of the table of *classes*. */
export const classColumns = (classes: Alphabet): readonly Column<ClassScores>[] => [
  {label: capitalized(kindOf(classes)), value: ({label}) => classValue(classes)(label)},
  {
    label: "Precision",
    title: `Of the images read as this ${kindOf(classes)}, the share that is one`,
    value: ({precision}) => precision,
    show: ({precision, support}) => formatPercent(precision, support)
  },
  {
    label: "Recall",
    title: `Of the images of this ${kindOf(classes)}, the share that was read as one`,
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
