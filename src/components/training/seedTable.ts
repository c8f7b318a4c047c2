import type {Evaluation} from "../../stats/evaluation.js";
import {groupSeeds, spreadOf, type Spread, type TrainedRun} from "../../stats/seeds.js";
import {dataTable} from "../tables/dataTable.js";
import type {Column} from "../tables/tableRows.js";

type TestedRun = TrainedRun & {readonly name: string; readonly evaluation: Pick<Evaluation, "accuracy"> | null};

/** Runs that differ in their seed alone, and how their accuracies spread. */
export interface SeedGroup extends Spread {
  readonly runs: readonly string[];
}

/** Returns the groups of at least two runs that differ in their seed alone, with the spread of their test accuracies. */
export function seedGroups(runs: readonly TestedRun[]): SeedGroup[] {
  return groupSeeds(runs)
    .map((group) => group.filter(({evaluation}) => evaluation))
    .filter((group) => group.length > 1)
    .map((group) => ({
      runs: group.map(({name}) => name),
      ...spreadOf(group.map(({evaluation}) => evaluation!.accuracy))
    }));
}

/** States what another seed changes, as a title: the mean accuracy ± one standard deviation, of the first of several groups. */
export function seedFinding(groups: readonly SeedGroup[]): string {
  const [first] = groups;
  if (!first) return "No run was trained with more than one seed";
  const [mean, deviation] = [first.mean!, first.deviation!].map((share) => (100 * share).toFixed(2));
  const seed = groups.length > 1 ? `the seed of ${first.runs[0]}` : "the seed";
  return `Changing only ${seed}: ${mean} % ± ${deviation} (${first.n} runs)`;
}

const columns: readonly Column<SeedGroup>[] = [
  {label: "Runs", value: ({runs}) => runs.join(", ")},
  {label: "Seeds", value: ({n}) => n},
  {label: "Mean accuracy", value: ({mean}) => mean, show: ({mean}) => `${(100 * mean!).toFixed(2)} %`},
  {
    label: "Deviation",
    title: "Sample standard deviation, n − 1",
    value: ({deviation}) => deviation,
    show: ({deviation}) => `${(100 * deviation!).toFixed(2)} points`
  }
];

/** Returns the groups as a table. */
export function seedTable(groups: readonly SeedGroup[]): HTMLElement {
  const caption =
    "Mean test accuracy ± one sample standard deviation of runs that differ only in the seed of their first weights and of the order of the images.";
  return dataTable(groups, columns, {caption, name: "seeds", search: false});
}
