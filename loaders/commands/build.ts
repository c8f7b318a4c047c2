import {InputError} from "../../src/inputError.js";
import {RUNS} from "../paths.js";
import {buildSite} from "../site/site.js";
import {command, runCommand, say} from "./cli.js";
import {prepareSite} from "./prepare.js";

/** @throws InputError after listing every damaged run, one line each */
async function refuseBrokenRuns(): Promise<void> {
  const {describeRuns} = await import("../runs/siteRuns.js");
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
  const {pages, isKept} = await buildSite(await prepareSite(), say);
  say(
    isKept
      ? `nothing has changed: the ${pages} pages in dist/ are as they would be built`
      : `built ${pages} pages in dist/`
  );
});
