import type {Machine} from "../../readers/svm/machine.js";

/** A problem for libsvm: C-SVC with a radial kernel. */
export interface SvmProblem {
  /** [n × length] */
  readonly vectors: Float32Array;
  readonly length: number;
  /** [n], ascending: libsvm keeps classes in the order of their first image. */
  readonly labels: Uint8Array;
  /** The penalty of an image on the wrong side of its margin, libsvm's C: above 0. */
  readonly cost: number;
  /** Above 0. */
  readonly gamma: number;
}

/** What libsvm found. */
export interface SvmSolution {
  /** Its model file, as text. */
  readonly model: string;
  /** The support vectors' places in the problem, in the order of the model. */
  readonly indices: Uint32Array;
}

/**
 * Returns the machine in the text of a libsvm model file: lines of a name and values (`label 0 1 …`, `nr_sv …`, `rho …`),
 * then `SV` and a line for each support vector, with its coefficients before its values.
 * https://github.com/cjlin1/libsvm/blob/master/FAQ.html, "What is the format of the model file?"
 */
export function parseLibsvmModel(text: string): Machine {
  const [head = "", body = ""] = text.split(/^SV\s*$/m);
  const valuesOf = (name: string) => {
    const line = new RegExp(`^${name} (.*)$`, "m").exec(head)?.[1] ?? "";
    return line.trim().split(" ").map(Number);
  };
  const labels = Uint8Array.from(valuesOf("label"));
  const rows = body.trim().split("\n");
  const coefficients = new Float32Array((labels.length - 1) * rows.length);
  rows.forEach((row, v) => {
    const fields = row.split(" ", labels.length - 1);
    fields.forEach((field, k) => (coefficients[k * rows.length + v] = Number(field)));
  });
  return {
    labels,
    counts: Uint32Array.from(valuesOf("nr_sv")),
    coefficients,
    intercepts: Float32Array.from(valuesOf("rho"))
  };
}
