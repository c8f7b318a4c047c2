import {cpus} from "node:os";
import {InputError} from "../../src/inputError.js";
import {formatGrowth, GROWTH_BY, type GrowthPoint} from "../../src/stats/growth/growth.js";
import {growthSite, type GrowthSite} from "../bench/growth/growthSite.js";
import {growthTasks, type GrowthTask} from "../bench/growth/growthTasks.js";
import {readDataset} from "../datasets/dataset.js";
import {makeSample} from "../datasets/sample.js";
import {writeFileAtomically} from "../files.js";
import {GROWTH, SAMPLE} from "../paths.js";
import {readGrowth} from "../siteData/growthFile.js";
import {command, print, runCommand, say, wholeNumber} from "./cli.js";

interface GrowthOptions {
  readonly mostImages?: number;
  readonly mostRuns?: number;
  readonly again?: boolean;
}

const MACHINE = `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, Node ${process.versions.node}`;

await runCommand(async () => {
  const program = command("npm run growth --", `measures how times, memory and pages grow, into ${GROWTH}`)
    .argument("[by...]", `by what: ${GROWTH_BY.join(", ")} (default: all)`)
    .option("--most-images <n>", "leaves out more images", wholeNumber("--most-images", 1))
    .option("--most-runs <n>", "leaves out more runs", wholeNumber("--most-runs", 1))
    .option("--again", "forgets what was measured before, instead of adding what is not there yet")
    .parse();
  const options = program.opts<GrowthOptions>();
  const wanted = program.args.length ? program.args : GROWTH_BY;
  for (const by of wanted) {
    if (!GROWTH_BY.some((known) => known === by)) throw new InputError("npm run growth", `one of ${GROWTH_BY.join(", ")}`, `"${by}"`); // prettier-ignore
  }
  const points = options.again ? [] : await readPoints();
  const isMissing = ({what, by, n}: GrowthTask) => !points.some((d) => d.what === what && d.by === by && d.n === n);
  const tasks = growthTasks(options).filter((task) => wanted.includes(task.by) && isMissing(task));
  let site: Promise<GrowthSite> | undefined;
  const openSite = async () => {
    say("a copy of the project, and its first build");
    await makeSample(SAMPLE);
    return growthSite((await readDataset(SAMPLE)).splits.train!);
  };
  try {
    for (const task of tasks) {
      const {by, n} = task;
      say(`${task.what}, ${n} ${by}`);
      const measured = new Date().toISOString().slice(0, 10);
      for (const row of await task.measure(() => (site ??= openSite())))
        points.push({...row, value: row.value && Number(row.value.toPrecision(4)), by, n, machine: MACHINE, measured});
      await writeFileAtomically(GROWTH, formatGrowth(points));
      for (const {what, quantity, value, note} of points.filter((d) => d.by === by && d.n === n))
        if (what === task.what) print(`${what}, ${n} ${by}: ${value ?? note} ${value ? quantity : ""}`);
    }
  } finally {
    await (await site)?.remove();
  }
  say(tasks.length ? `wrote ${GROWTH}` : `${GROWTH} has all of it (--again measures anew)`);
});

/** Resolves to what was measured before. @throws InputError for points of another machine, which are on another scale */
async function readPoints(): Promise<GrowthPoint[]> {
  const points = await readGrowth();
  const other = points.find(({machine}) => machine !== MACHINE);
  if (other) throw new InputError(GROWTH, `measurements of this machine, ${MACHINE} (--again starts anew)`, `some of ${other.machine}`); // prettier-ignore
  return points;
}
