import {spawn} from "node:child_process";
import {join} from "node:path";
import {DIST, ROOT} from "../paths.js";
import {onStop} from "../stopping.js";
import {FACTS, type SiteFacts} from "./siteFacts.js";

/** Our own start of Framework's build: its command line builds all pages or none. */
const BUILD = join(ROOT, "loaders", "site", "frameworkBuild.ts");

/** Runs the live preview, with the digits of the folder *data*; resolves when it ends well. */
export async function previewSite(data: string, facts: SiteFacts): Promise<void> {
  const bin = join(ROOT, "node_modules", ".bin", "observable");
  const {code} = await run([bin, "preview", "--no-open"], environment(data, facts), "inherit");
  if (code) throw broken("preview", code); // Ctrl+C, which is null, is how a preview ends
}

/** Has Framework build *pages*, such as `/index`, or all, into the folder *output*; resolves when that ends well. */
export async function buildPages(
  data: string,
  facts: SiteFacts,
  {output = DIST, pages = []}: {output?: string; pages?: readonly string[]} = {}
): Promise<void> {
  const env = {...environment(data, facts), HANDSCOPE_OUTPUT: output};
  const {code, log} = await run(["--import", "tsx", BUILD, ...pages], env, "pipe");
  if (code === 0) return;
  // The disk's own words, for whoever prints this: not the page on which it ran full.
  const [refusal] = (code && /\b(ENOSPC|EDQUOT|EROFS|EACCES)\b/.exec(log)) || [];
  if (refusal) throw Object.assign(new Error(refusal), {code: refusal, path: output});
  process.stderr.write(log);
  throw broken("build", code); // a build that a signal ended (null) has made no site either
}

function environment(data: string, facts: SiteFacts): NodeJS.ProcessEnv {
  // Framework runs `tsx` for a loader, which npm has in its path and a process of ours may not.
  const path = [join(ROOT, "node_modules", ".bin"), process.env.PATH].join(process.platform === "win32" ? ";" : ":");
  return {
    ...process.env,
    PATH: path,
    HANDSCOPE_DATA: data,
    [FACTS]: JSON.stringify(facts),
    OBSERVABLE_TELEMETRY_DISABLE: "1"
  };
}

async function run(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  stdio: "pipe" | "inherit"
): Promise<{code: number | null; log: string}> {
  const child = spawn(process.execPath, args, {cwd: ROOT, env, stdio});
  const forget = onStop(() => void child.kill("SIGKILL"));
  let log = "";
  child.stdout?.on("data", (text) => (log += String(text)));
  child.stderr?.on("data", (text) => (log += String(text)));
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  forget();
  return {code, log};
}

function broken(what: string, code: number | null): Error {
  return new Error(`the site's pages could not be made (observable ${what} ended with ${code ?? "a signal"})`);
}
