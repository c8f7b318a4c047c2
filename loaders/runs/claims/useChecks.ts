import {sum} from "d3-array";
import {InputError} from "../../../src/inputError.js";
import {correctAnswers} from "../../../src/run/predictions.js";
import {expectedCalibrationError} from "../../../src/stats/calibration.js";
import {DOCUMENTS_RUN} from "../../../src/stats/deskRuns.js";
import {wilsonInterval} from "../../../src/stats/interval.js";
import {parseRobustness} from "../../../src/stats/robustness.js";
import {DEFAULT_RUN} from "../../paths.js";
import type {Run} from "../runs.js";
import {answersOf} from "./answers.js";
import {share, shareOf, type Check, type Figure} from "./finding.js";
import {compareSystems} from "./systemChecks.js";

const styles: Check = {
  needs: [DOCUMENTS_RUN, DEFAULT_RUN],
  check: async (facts) => {
    const [run, drawn] = await Promise.all([DOCUMENTS_RUN, DEFAULT_RUN].map(facts.run));
    const [pen, other] = [penOf(run!), penOf(drawn!)];
    const tested = shareOf("of the test images", correctAnswers(answersOf(run!)), run!.name);
    const test = {n: 0, correct: 0, ...tested};
    const isSame = wilsonInterval(pen.correct, pen.n)[1] >= wilsonInterval(test.correct, test.n)[0];
    const worst = worstOf(run!);
    return {
      verdict: isSame ? "reproduced" : "not reproduced",
      because: isSame
        ? "It reads other people’s digits as well as the test images."
        : "Of digits by people whose writing was learned from in no way it reads fewer than of the test images. Training on more hands closes most of that gap.",
      how: "Drawings of UNIPEN and Pendigits by held-out writers, replayed as on the desk. Reproduced if the interval reaches that of the test images.",
      figures: [
        share("of held-out writers’ digits", pen, run!.name),
        tested,
        share(`of the same, by ${drawn!.name}, which learned from other writers’ pens`, other, drawn!.name),
        ...worst
      ],
      links: [{text: "Robustness", href: `./runs/${DOCUMENTS_RUN}`}]
    };
  }
};

/** Returns how many drawings of held-out writers a run read right, of all sets together. @throws InputError for none */
function penOf({name, about}: Run): {n: number; correct: number} {
  const sets = (about.evaluations ?? []).filter(({correct}) => correct !== undefined);
  if (!sets.length) throw new InputError(`${name}/run.json`, "evaluations on held-out writers", "none");
  return {n: sum(sets, ({n}) => n), correct: sum(sets, ({correct}) => correct)};
}

/** Returns the change of the test images that costs most. */
function worstOf({name, robustness}: Run): Figure[] {
  if (robustness === undefined) return [];
  const [worst] = parseRobustness(robustness, `${name}/robustness.csv`).sort(
    (a, b) => a.correct / a.n - b.correct / b.n
  );
  if (!worst) return [];
  return [share(`of changed test images, at their worst: ${worst.kind}, ${worst.amount}`, worst, name)];
}

/** An answer within this time seems to come at once: Miller, Response time in man-computer conversational transactions, 1968, https://doi.org/10.1145/1476589.1476628. */
const AT_ONCE = 100;

const realTime: Check = {
  needs: [DOCUMENTS_RUN],
  check: ({systems, timings}) => {
    const milliseconds = systems.systems.find(({run}) => run === DOCUMENTS_RUN)?.milliseconds;
    if (milliseconds === undefined || !timings)
      throw new InputError("timings.json", "times for an image (npm run timings -- --save)", "none");
    const desk = timings.runs[DEFAULT_RUN]?.alone;
    const isAtOnce = milliseconds <= AT_ONCE && (desk ?? 0) <= AT_ONCE;
    const figure = (label: string, value: number, run: string): Figure => ({
      kind: "milliseconds",
      label,
      value,
      n: timings.n,
      run
    });
    return Promise.resolve({
      verdict: isAtOnce ? "reproduced" : "not reproduced",
      because: isAtOnce
        ? "An answer takes a small part of the tenth of a second that people take for at once."
        : "An answer takes more than a tenth of a second.",
      how: `Mean time for an image given alone (${timings.machine}, ${timings.measured.slice(0, 10)}). Reproduced up to 100 ms (Miller 1968). On the desk, each answer says how long it took on your device.`,
      figures: [
        figure("for an image, the documents’ network", milliseconds, DOCUMENTS_RUN),
        ...(desk === undefined ? [] : [figure("for an image, the network that answers on the desk", desk, DEFAULT_RUN)])
      ],
      links: [{text: "Draw and see", href: `./draw?run=${DOCUMENTS_RUN}`}]
    });
  }
};

/** Up to this calibration error a confidence is as good as its word. */
const CALIBRATED = 0.01;

const confidence: Check = {
  needs: [DOCUMENTS_RUN],
  check: async (facts) => {
    const run = await facts.run(DOCUMENTS_RUN);
    const predictions = answersOf(run);
    const temperature = Number(run.about.temperature ?? 1);
    const correct = correctAnswers(predictions);
    const {confidences, probabilities, classes, length: n} = predictions;
    if (!confidences || !probabilities) throw new InputError(`${run.name}/predictions.csv`, "probabilities", "none");
    const described = expectedCalibrationError(uncalibrated(probabilities, classes.length, temperature), correct);
    const calibrated = expectedCalibrationError(confidences, correct);
    const isGood = described <= CALIBRATED;
    return {
      verdict: isGood ? "reproduced" : "not reproduced",
      because: isGood
        ? "Trained as the documents say, it is right about as often as it is sure."
        : "Trained as the documents say, it is surer than it is right. One number fitted to the validation images, the temperature, mends that.",
      how: "Expected calibration error over 15 bins; reproduced up to one percentage point.",
      figures: [
        {kind: "error", label: "calibration error, trained as described", value: described, n, run: run.name},
        {kind: "error", label: "calibration error, with a temperature", value: calibrated, n, run: run.name}
      ],
      links: [{text: "Calibration", href: `./evaluation?run=${DOCUMENTS_RUN}#reliability`}]
    };
  }
};

/**
 * Returns the confidences, [n], of *probabilities*, [n × classes], before their logits were divided by the *temperature*:
 * powers of them, in proportion. Probabilities of a file are rounded, which moves the calibration error by less than 10⁻⁵.
 */
export function uncalibrated(probabilities: Float32Array, classes: number, temperature: number): Float32Array {
  return Float32Array.from({length: probabilities.length / classes}, (_, i) => {
    const powers = Array.from(probabilities.subarray(i * classes, (i + 1) * classes), (p) => p ** temperature);
    return Math.max(...powers) / sum(powers);
  });
}

const better: Check = {
  needs: [DOCUMENTS_RUN, "ann", "cnn", "cnn-pen"],
  check: async (facts) => {
    const {systems} = facts;
    const [own, cnn, tweaked, varied] = await Promise.all([DOCUMENTS_RUN, "cnn", "ann", "cnn-pen"].map(facts.run));
    const isBetter = ["cnn", "ann"].every((run) => compareSystems(systems, run, DOCUMENTS_RUN) === "better");
    const [pen, without] = [penOf(varied!), penOf(cnn!)];
    const isVaried = wilsonInterval(pen.correct, pen.n)[0] > wilsonInterval(without.correct, without.n)[1];
    const figure = (run: Run, label: string) => shareOf(label, correctAnswers(answersOf(run)), run.name);
    return {
      verdict: isBetter && isVaried ? "reproduced" : "not reproduced",
      because:
        isBetter && isVaried
          ? "Each of the three does: a convolutional network, other settings for the same network, and other writers’ digits to learn from."
          : "Not each of the three makes a difference that is no chance.",
      how: "The first three on the same test images (McNemar’s exact test, p < 0.05); the last two on held-out writers’ digits (intervals apart).",
      figures: [
        figure(cnn!, "another network, cnn"),
        figure(tweaked!, "other settings, ann"),
        figure(own!, "the documents’ network"),
        share("held-out writers, cnn-pen, more varied data", pen, varied!.name),
        share("held-out writers, cnn, without", without, cnn!.name)
      ],
      links: [{text: "Training", href: "./training"}]
    };
  }
};

export const USE_CHECKS = {styles, "real-time": realTime, confidence, better};
