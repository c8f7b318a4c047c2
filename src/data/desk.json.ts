import {modelBytes} from "../../loaders/runs/modelFiles.js";
import {runFolder} from "../../loaders/runs/runs.js";
import {describeRuns} from "../../loaders/runs/siteRuns.js";
import type {SiteFiles} from "../../loaders/pages/siteFiles.js";
import {isHeavy} from "../run/modelFiles.js";
import {deskRuns} from "../stats/deskRuns.js";

const {runs} = await describeRuns({splits: {}});
const listed: SiteFiles["data/desk.json"] = await Promise.all(
  deskRuns(runs).map(async (run) =>
    isHeavy(run.kind) ? {...run, bytes: await modelBytes(runFolder(run.name), run.kind)} : run
  )
);
process.stdout.write(JSON.stringify(listed));
