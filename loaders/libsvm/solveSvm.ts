import {spawn} from "node:child_process";
import type {SvmProblem, SvmSolution} from "../../src/training/vectors/libsvmModel.js";
import {bundleForNode} from "../bundleForNode.js";
import {ROOT} from "../paths.js";

/**
 * Resolves to what libsvm finds for a *problem*, in a process that ends with it or with *signal*.
 * @throws Error if the process ends without a solution; the reason of *signal*
 */
export async function solveSvm(problem: SvmProblem, signal?: AbortSignal): Promise<SvmSolution> {
  const code = await bundleForNode(new URL("solver.ts", import.meta.url));
  signal?.throwIfAborted();
  const child = spawn(process.execPath, ["--input-type=module", "--eval", code], {
    cwd: ROOT, // to resolve packages
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    ...(signal && {signal})
  });
  return new Promise((resolve, reject) => {
    child.on("message", (solution: SvmSolution) => resolve(solution));
    child.on("error", (error) => reject(signal?.aborted ? (signal.reason as Error) : error));
    child.on("exit", (code, name) => reject(new Error(`libsvm ended without a solution (${name ?? code})`)));
    child.send(problem);
  });
}
