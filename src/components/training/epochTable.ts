import type {TrainedRun} from "../charts/trainedRun.js";
import {dataTable} from "../tables/dataTable.js";
import type {Column} from "../tables/tableRows.js";

interface EpochRow {
  readonly run: string;
  readonly loss: number | undefined;
  readonly validationLoss: number | undefined;
  readonly accuracy: number | undefined;
  readonly validationAccuracy: number | undefined;
  readonly learningRate: number | undefined;
}

const figure = (label: string, value: (row: EpochRow) => number | undefined, decimals: number): Column<EpochRow> => ({
  label,
  value,
  show: (row) => value(row)!.toFixed(decimals)
});

const columns: readonly Column<EpochRow>[] = [
  {label: "Run", value: ({run}) => run},
  figure("Loss", ({loss}) => loss, 4),
  figure("Validation loss", ({validationLoss}) => validationLoss, 4),
  figure("Accuracy", ({accuracy}) => accuracy, 4),
  figure("Validation accuracy", ({validationAccuracy}) => validationAccuracy, 4),
  figure("Learning rate", ({learningRate}) => learningRate, 6)
];

/** Returns what each of *runs* had reached in an *epoch*, from 1; – for runs that were not trained so long. */
export function epochTable(runs: readonly TrainedRun[], epoch: number): HTMLElement {
  const rows = runs.map(({name, history}): EpochRow => {
    const record = history.find((one) => one.epoch + 1 === epoch);
    return {
      run: name,
      loss: record?.loss,
      validationLoss: record?.val_loss,
      accuracy: record?.accuracy,
      validationAccuracy: record?.val_accuracy,
      learningRate: record?.learning_rate
    };
  });
  return dataTable(rows, columns, {caption: `Epoch ${epoch}.`, search: false});
}
