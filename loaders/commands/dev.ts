import {previewSite} from "../site/framework.js";
import {forgetLoaded, prepareFrameworkCache} from "../site/frameworkCache.js";
import {keepBundles} from "../site/keptBundles.js";
import {factsOf} from "../site/siteFacts.js";
import {command, runCommand} from "./cli.js";
import {prepareSite} from "./prepare.js";

await runCommand(async () => {
  command("npm run dev", "live preview while editing").parse();
  const {data, dataset} = await prepareSite();
  await keepBundles();
  await prepareFrameworkCache();
  await forgetLoaded(); // Framework runs the loader of what a page asks for, which knows what it made before
  await previewSite(data, factsOf(dataset));
});
