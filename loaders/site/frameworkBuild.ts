import {build} from "@observablehq/framework/dist/build.js";
import {readConfig} from "@observablehq/framework/dist/config.js";

/** Builds the pages that the command line names, such as `/index`, or all, as `observable build` does. */
const config = await readConfig();
const pages = process.argv.slice(2);
if (pages.length) config.paths = () => pages;
await build({config});
