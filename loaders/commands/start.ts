import {InputError} from "../../src/inputError.js";
import {DIST} from "../paths.js";
import {listen, showSite} from "../site/serve.js";
import {buildSite} from "../site/site.js";
import {command, print, runCommand, wholeNumber} from "./cli.js";
import {prepareSite} from "./prepare.js";

await runCommand(async () => {
  command("npm start", "makes whatever is missing, builds the site and serves it (PORT, default 3000)").parse();
  const port = wholeNumber("PORT", 0)(process.env.PORT || "3000");
  if (port > 65535) throw new InputError("PORT", "a whole number from 0 to 65535", `"${port}"`);
  // Listen before the slow build: if the port is taken, the build would be wasted.
  const server = await listen(port);
  try {
    await buildSite(await prepareSite());
  } catch (error) {
    server.close();
    throw error;
  }
  const url = showSite(server, DIST);
  print(`Handscope is at ${url} (Ctrl+C ends it)`);
});
