import {execFileSync} from "node:child_process";
import {existsSync} from "node:fs";
import type {Server} from "node:http";
import {chromium, type Browser} from "playwright-core";
import {serveSite} from "../site/serve.js";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const HOW = "apt-get update && apt-get install -y chromium";

/** Arguments for a browser that connects only to what a test opens. */
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync"
];

/**
 * Returns the path of a Chromium: the one in the variable `CHROMIUM`, or the system's, or else Debian's, which is
 * installed if this process is root. @throws Error with the command that installs it
 */
export function findChromium(): string {
  const named = process.env.CHROMIUM;
  if (named && !existsSync(named)) throw new Error(`CHROMIUM: expected a browser, got ${named}, where there is none`);
  const found = named ?? onPath();
  if (found) return found;
  if (process.platform === "linux" && process.getuid?.() === 0) {
    process.stderr.write("no Chromium on this machine: installing Debian's\n");
    execFileSync("sh", ["-c", HOW], {stdio: ["ignore", "ignore", "inherit"]});
  }
  const installed = onPath();
  if (!installed) throw new Error(`the browser tests need Chromium: ${HOW} (or name one in CHROMIUM)`);
  return installed;
}

/** Starts a Chromium with its own profile, and with the additional arguments *more*. */
export function launchChromium(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({executablePath: findChromium(), args: [...ARGUMENTS, ...more]});
}

/** Serves the site in *dist* and starts a browser while *work* runs. */
export async function withSite<Result>(
  dist: string,
  work: (site: {url: string; server: Server; browser: Browser}) => Promise<Result>
): Promise<Result> {
  const {url, server} = await serveSite(dist, 0);
  const browser = await launchChromium();
  try {
    return await work({url, server, browser});
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

function onPath(): string | undefined {
  const folders = (process.env.PATH ?? "").split(":");
  return NAMES.flatMap((name) => folders.map((folder) => `${folder}/${name}`)).find((path) => existsSync(path));
}
