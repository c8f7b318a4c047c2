import {buildSite} from "../site.js";
import {command, runCommand, say} from "./cli.js";
import {prepareSite} from "./prepare.js";

await runCommand(async () => {
  command("npm run build", "builds the static site, in dist/").parse();
  const data = await prepareSite();
  const {pages} = await buildSite(data);
  say(`built ${pages} pages in dist/`);
});
