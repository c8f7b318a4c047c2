import {DIST} from "../paths.js";
import {serveSite} from "../serve.js";
import {buildSite} from "../site.js";
import {command, print, runCommand, wholeNumber} from "./cli.js";
import {prepareSite} from "./prepare.js";

await runCommand(async () => {
  command("npm start", "makes whatever is missing, builds the site and serves it (PORT, default 3000)").parse();
  const port = wholeNumber("PORT", 0)(process.env.PORT || "3000");
  const data = await prepareSite();
  await buildSite(data);
  const {url} = await serveSite(DIST, port);
  print(`Handscope is at ${url} (Ctrl+C ends it)`);
});
