import {InputError} from "../../src/inputError.js";
import {RUNS} from "../paths.js";
import {buildSite} from "../site/site.js";
import {describeRuns} from "../runs/siteRuns.js";
import {command, runCommand, say} from "./cli.js";
import {prepareSite} from "./prepare.js";

/** @throws InputError after listing every damaged run, one line each */
async function refuseBrokenRuns(): Promise<void> {
  const {runs, broken} = await describeRuns({splits: {}});
  const lines = [...broken.map(({error}) => error), ...runs.flatMap(({problems}) => problems)];
  for (const line of lines) say(line);
  if (lines.length) throw new InputError(RUNS, "runs that are whole", `${lines.length} that are not`);
}

await runCommand(async () => {
  const program = command("npm run build --", "builds the static site, in dist/")
    .option("--strict", "fails where a run, or a file of one, is not what it should be")
    .parse();
  if (program.opts<{strict?: boolean}>().strict) await refuseBrokenRuns(); // before the slow steps
  const data = await prepareSite();
  const {pages} = await buildSite(data);
  say(`built ${pages} pages in dist/`);
});
