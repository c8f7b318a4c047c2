import type {EpochRecord} from "../../run/history.js";
import type {RunAbout} from "../../run/runAbout.js";

/** A run with the epochs of its training. */
export interface TrainedRun {
  readonly name: string;
  readonly about: {
    readonly title: string;
    readonly model: string;
    readonly seed?: number | undefined;
    readonly hyperparameters?: Readonly<Record<string, unknown>> | undefined;
    readonly dataset?: RunAbout["dataset"];
  };
  readonly history: readonly EpochRecord[];
}
