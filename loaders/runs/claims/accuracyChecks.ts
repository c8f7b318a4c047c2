import {InputError} from "../../../src/inputError.js";
import type {EpochRecord} from "../../../src/run/history.js";
import {correctAnswers} from "../../../src/run/predictions.js";
import {DOCUMENTS_RUN} from "../../../src/stats/deskRuns.js";
import {wilsonInterval} from "../../../src/stats/interval.js";
import {mcnemarExact} from "../../../src/stats/mcnemar.js";
import {judgeHistory} from "../../../src/stats/verdict.js";
import type {Run} from "../runs.js";
import {answersOf, takeTurns} from "./answers.js";
import {share, shareOf, tally, type Check, type Figure} from "./finding.js";

const TESSERACT = "tesseract";
/** The runs that show how 100 % and null come about, together and apart. */
const [ONE_OUTPUT, EXACT] = ["claims-one-output", "claims-exact-equality"];

const NINETY = 0.9;
const FAULTS = [{text: "How 100 % and null come about", href: "#faults"}];

const ninety: Check = {
  needs: [DOCUMENTS_RUN, TESSERACT],
  check: async (facts) => {
    const turns = takeTurns(await facts.run(DOCUMENTS_RUN), await facts.run(TESSERACT));
    const figures = [
      shareOf("Tesseract alone", turns.tesseract, TESSERACT),
      shareOf("the network where it is sure, else Tesseract", turns.networkFirst, DOCUMENTS_RUN),
      shareOf("Tesseract where it answers, else the network", turns.tesseractFirst, TESSERACT),
      shareOf("the network alone", turns.network, DOCUMENTS_RUN)
    ];
    const isNinety = figures.slice(0, 3).some((figure) => contains(figure, NINETY));
    return {
      verdict: isNinety ? "reproduced" : "not reproduced",
      because: isNinety
        ? "One of the ways to add Tesseract reads that many."
        : "None of these ways of adding Tesseract gives that figure, and each reads fewer than the network alone. pytesseract calls Tesseract, a program made for print.",
      how: "Answers to the same images, put together image by image. Reproduced if one of the first three intervals has 90 % in it.",
      figures,
      links: [
        {text: "Network and Tesseract, image by image", href: `./evaluation?run=${DOCUMENTS_RUN}&with=${TESSERACT}`}
      ]
    };
  }
};

function contains(figure: Figure, claimed: number): boolean {
  if (figure.kind !== "share") return false;
  const [low, high] = wilsonInterval(figure.correct, figure.n);
  return low <= claimed && claimed <= high;
}

const improved: Check = {
  needs: [DOCUMENTS_RUN, TESSERACT],
  check: async (facts) => {
    const {network, networkFirst} = takeTurns(await facts.run(DOCUMENTS_RUN), await facts.run(TESSERACT));
    const gained = networkFirst.filter((right, i) => right && !network[i]).length;
    const lost = networkFirst.filter((right, i) => !right && network[i]).length;
    const p = mcnemarExact(gained, lost);
    const isBetter = gained > lost && p < 0.05;
    return {
      verdict: isBetter ? "reproduced" : "not reproduced",
      because: isBetter
        ? "Where the network is not sure, Tesseract is right more often."
        : lost > gained && p < 0.05
          ? "Even where the network is not sure, it is right more often than Tesseract: adding that makes it significantly worse. And it leaves the network as it is, so it mends no underfitting."
          : "The difference may be chance.",
      how: "Images that Tesseract is asked about where the network is not sure. McNemar’s exact test; significant for p < 0.05.",
      figures: [
        {kind: "count", label: "images lost by asking Tesseract", value: lost, run: TESSERACT},
        {kind: "count", label: "images gained", value: gained, run: TESSERACT},
        {kind: "text", label: "p, McNemar’s exact test", value: p < 0.001 ? "< 0.001" : p.toFixed(3)}
      ]
    };
  }
};

const hundred: Check = {
  needs: [DOCUMENTS_RUN, ONE_OUTPUT],
  check: async (facts) => {
    const own = shareOf(
      "read by the documents’ network",
      correctAnswers(answersOf(await facts.run(DOCUMENTS_RUN))),
      DOCUMENTS_RUN
    );
    const {n, systems} = facts.systems;
    const [best] = systems;
    const fault = (await facts.run(ONE_OUTPUT)).about.fault?.counts?.[0];
    const isAll = own.kind === "share" && own.correct === own.n;
    return {
      verdict: isAll ? "reproduced" : "not reproduced",
      because: isAll
        ? "It reads every test image."
        : "The documents’ network misreads some test images, and so does every other system. With one softmax output, a count says 100 % of a network that has learned nothing.",
      how: "Accuracy on the test images; reproduced if all of them are read correctly.",
      figures: [
        own,
        ...(best ? [share(`read by the best system here, ${best.title}`, {n, correct: best.right}, best.run)] : []),
        ...(fault ? [tally("counted with one softmax output", fault, ONE_OUTPUT)] : [])
      ],
      links: FAULTS
    };
  }
};

const nullAccuracy: Check = {
  needs: [DOCUMENTS_RUN, ONE_OUTPUT, EXACT],
  check: async (facts) => {
    const [honest, one, exact] = await Promise.all([DOCUMENTS_RUN, ONE_OUTPUT, EXACT].map(facts.run));
    const first = epochOf(honest!, 0);
    const isNull = first.accuracy < 0.005;
    return {
      verdict: isNull ? "reproduced" : "not reproduced",
      because: isNull
        ? "In its first epoch it reads next to nothing."
        : "In its first epoch the network reads most of the images that it learns from. Two faults of counting say null instead.",
      how: "Training accuracy in the first epoch, a mean while the network learns; reproduced below half a percent.",
      figures: [
        share("of the training images, in the first epoch", counted(honest!, first.accuracy), honest!.name),
        tally("counted with one softmax output", counted(one!, epochOf(one!, 0).accuracy), one!.name),
        tally(
          "of all outputs, counted as exact equality",
          counted(exact!, epochOf(exact!, 0).accuracy, 10),
          exact!.name
        )
      ],
      links: FAULTS
    };
  }
};

const underfit: Check = {
  needs: [DOCUMENTS_RUN],
  check: async (facts) => {
    const run = await facts.run(DOCUMENTS_RUN);
    const last = epochOf(run, -1);
    const {verdict} = judgeHistory(run.history ?? []);
    const n = run.about.dataset?.validation ?? 0;
    return {
      verdict: verdict === "underfit" ? "reproduced" : "not reproduced",
      because:
        verdict === "underfit"
          ? "Its curves say so."
          : `It reads nearly all images that it learned from, and fewer of the others: its curves are judged “${verdict}”. That is the opposite of underfitting.`,
      how: "The rules of the Training page, on loss and accuracy by epoch.",
      figures: [
        share("of the training images, in the last epoch", counted(run, last.accuracy), run.name),
        share("of the validation images", {n, correct: Math.round(last.val_accuracy * n)}, run.name),
        {kind: "text", label: "verdict", value: verdict, run: run.name}
      ],
      links: [{text: "How verdicts are decided", href: "./training"}]
    };
  }
};

/** Returns an epoch of a run, from the first, or with −1 the last. @throws InputError where it kept none */
function epochOf({name, history}: Run, at: number): EpochRecord {
  const record = history?.at(at);
  if (!record) throw new InputError(`${name}/history.csv`, "epochs", "none");
  return record;
}

/** Returns a training accuracy as a count of images, or of *outputs* for each of them. */
function counted({name, about}: Run, accuracy: number, outputs = 1): {n: number; correct: number} {
  const n = outputs * (about.dataset?.train ?? 0);
  if (!n) throw new InputError(`${name}/run.json`, "the number of training images", "none");
  return {n, correct: Math.round(accuracy * n)};
}

export const ACCURACY_CHECKS = {ninety, improved, hundred, null: nullAccuracy, underfit};
