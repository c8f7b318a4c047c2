import {spawn} from "node:child_process";
import {existsSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {afterAll, beforeAll, expect, test} from "vitest";
import {ROOT} from "../../loaders/paths.js";

let home: string;
beforeAll(() => (home = mkdtempSync(join(tmpdir(), "handscope-stopping-"))));
afterAll(() => rmSync(home, {recursive: true}));

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "cleanUpOnSignals() removes registered, but not unregistered, paths at %s, and the signal ends the process",
  async (signal) => {
    const [partial, whole] = [join(home, `${signal}-partial`), join(home, `${signal}-whole`)];
    for (const path of [partial, whole]) writeFileSync(path, "");
    const script = join(home, `${signal}.mts`);
    writeFileSync(
      script,
      `import {cleanUpOnSignals, removeOnStop} from ${JSON.stringify(pathToFileURL(join(ROOT, "loaders/stopping.ts")).href)};
      cleanUpOnSignals();
      removeOnStop(${JSON.stringify(partial)});
      removeOnStop(${JSON.stringify(whole)})();
      setInterval(() => undefined, 1000);
      process.stdout.write("ready");`
    );
    const child = spawn(process.execPath, ["--import", "tsx", script], {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "inherit"]
    });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    child.kill(signal);
    expect(await new Promise((resolve) => child.once("close", (_, by) => resolve(by)))).toBe(signal);
    expect([existsSync(partial), existsSync(whole)]).toEqual([false, true]);
  }
);
