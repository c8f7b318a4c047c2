import {resetFrameworkCache, runFramework} from "../site/site.js";
import {command, runCommand} from "./cli.js";
import {prepareSite} from "./prepare.js";

await runCommand(async () => {
  command("npm run dev", "live preview while editing").parse();
  const data = await prepareSite();
  await resetFrameworkCache();
  await runFramework(["preview", "--no-open"], data);
});
