import {InputError} from "../../src/inputError.js";
import {DIST} from "../paths.js";
import {checkPlaces} from "../places.js";
import {isAheadOfSample} from "../site/aheadOfSample.js";
import {buildElsewhere} from "../site/buildElsewhere.js";
import {listen, showSite} from "../site/serve.js";
import {builtPages, siteKey} from "../site/siteStamp.js";
import {command, print, runCommand, say, wholeNumber} from "./cli.js";
import {prepareSite} from "./prepare.js";

/** Resolves to the folder of a site to show at once: all of it, where it is as it would be built, or the front page. */
async function firstSite(): Promise<{dir: string; isWhole: boolean}> {
  await checkPlaces();
  if (await isAheadOfSample()) {
    const {buildFrontPageAhead} = await import("../site/frontPage.js"); // not loaded for a site that is there
    return {dir: await buildFrontPageAhead(), isWhole: false};
  }
  const digits = await prepareSite();
  if ((await builtPages(await siteKey(digits.dataset))) !== undefined) return {dir: DIST, isWhole: true};
  const {buildFrontPage} = await import("../site/frontPage.js");
  return {dir: await buildFrontPage(digits), isWhole: false};
}

await runCommand(async () => {
  command("npm start", "makes whatever is missing, builds the site and serves it (PORT, default 3000)").parse();
  const port = wholeNumber("PORT", 0)(process.env.PORT || "3000");
  if (port > 65535) throw new InputError("PORT", "a whole number from 0 to 65535", `"${port}"`);
  // Listen before the slow build: if the port is taken, the build would be wasted.
  const server = await listen(port);
  try {
    const {dir, isWhole} = await firstSite();
    const url = showSite(server, dir, "/", {isPartial: !isWhole});
    print(`Handscope is at ${url} (Ctrl+C ends it)`);
    if (isWhole) return;
    say("the front page is there; the others follow:");
    if (!(await buildElsewhere())) throw new Error("the other pages could not be built");
    showSite(server, DIST, "/", {others: [dir]});
    say("all pages are there");
  } catch (error) {
    server.close();
    server.closeAllConnections();
    throw error;
  }
});
