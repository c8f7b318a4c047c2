import {html} from "htl";
import {NO_CLASS} from "../../characters/alphabet.js";
import type {JudgedDigit} from "../../stats/answerState.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import {sureWords} from "../answer/judgement.js";
import {classValue} from "../page/classWords.js";
import type {Column} from "../tables/tableRows.js";

/** A run's prediction for an image. */
export interface Classified extends JudgedDigit {
  /** The index of one of the run's classes. */
  readonly label: number;
}

/** A run's predictions with all steps and with the switched ones. */
export interface AnswerRow {
  readonly run: DeskRun;
  readonly read: readonly Classified[];
}

/** The columns of the answers. */
export const answerColumns: readonly Column<AnswerRow>[] = [
  {label: "Run", value: ({run}) => run.name},
  answerColumn("All steps", ({read}) => read[0]),
  answerColumn("Your steps", ({read}) => read[1]),
  {
    label: "Changed",
    value: ({read}) => (read[1]?.label === read[0]?.label ? "no" : "yes"),
    show: ({read}) => (read[1]?.label === read[0]?.label ? "no" : html`<span data-changed>yes</span>`)
  }
];

/** Returns a column of predictions with the run's confidence. */
function answerColumn(label: string, of: (row: AnswerRow) => Classified | undefined): Column<AnswerRow> {
  const nameIn = (row: AnswerRow) => classValue(row.run.classes)(of(row)?.label ?? NO_CLASS);
  return {
    label,
    value: nameIn,
    show: (row) => html`<span><strong>${nameIn(row)}</strong> ${sureWords(of(row)!, row.run)}</span>`,
    download: [
      {label, value: nameIn},
      {label: `${label}, confidence`, value: (row) => of(row)?.confidence},
      {label: `${label}, likelihood of a digit`, value: (row) => of(row)?.likelihood ?? undefined}
    ]
  };
}
