/**
 * Solves one problem by libsvm in a process of its own: libsvm-js blocks it for minutes, and makes it abort where any
 * promise is rejected. Run by `solveSvm`.
 */
import type {SvmProblem, SvmSolution} from "../../src/training/vectors/libsvmModel.js";

/** Megabytes for values of the kernel. */
const CACHE = 200;

process.once("message", (problem: SvmProblem) => {
  void solve(problem).then((solution) => process.send!(solution, () => process.disconnect()));
});

async function solve({vectors, length, labels, cost, gamma}: SvmProblem): Promise<SvmSolution> {
  Reflect.deleteProperty(globalThis, "fetch"); // libsvm-js would take this for a browser, and complain
  const Svm = await (await import("libsvm-js")).default;
  const {C_SVC: type} = Svm.SVM_TYPES;
  const svm = new Svm({type, kernel: Svm.KERNEL_TYPES.RBF, cost, gamma, cacheSize: CACHE, quiet: true});
  const samples = Array.from(labels, (_, i) => vectors.subarray(i * length, (i + 1) * length));
  svm.train(samples, labels);
  return {model: svm.serializeModel(), indices: Uint32Array.from(svm.getSVIndices())};
}
