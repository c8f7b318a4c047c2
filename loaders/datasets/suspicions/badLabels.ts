import {InputError} from "../../../src/inputError.js";
import {DIGITS, type Alphabet} from "../../../src/characters/alphabet.js";
import {areDigits, NAME_CLASSES, noClassReason} from "../labels/labeling.js";
import {refuseMostlyBad, rejectLog, type OnReject} from "../parts/rejects.js";

/** Labels without a class, and their apparent meaning. */
interface BadLabels {
  /** The error of the first one. */
  readonly error: InputError;
  /** Those that are whole numbers, in order; and the number of single letters. */
  readonly numbers: number[];
  letters: number;
}

/** From this many different bad labels on, they are an alphabet or row numbers rather than slips. */
const MIN_DIFFERENT = 3;

/** From this many classes on, 0 would be among them if labels started at 0. */
const MIN_CLASSES = 5;

/** From this many bad labels on, they are no slips: the rest need not be read. */
const MAX_BAD = 50_000;

/**
 * Watches the bad rows of one file. `onReject` takes each bad row; `end` reads the digits and, if labels are none of
 * *classes*, says what they seem to be, which no single row can tell. Leaves bad rows out and reports them to *next*.
 * Without *next*, throws the first bad row: at once, unless it is about a label.
 */
export function rowWatcher(
  next: OnReject | undefined,
  {source, root, classes = DIGITS}: {source: string; root: string; classes?: Alphabet}
): {onReject: OnReject; end: <T extends {readonly labels?: Uint8Array; readonly length: number}>(read: () => T) => T} {
  const log = rejectLog(next);
  const noClass = noClassReason(classes);
  let bad: BadLabels | undefined;
  const refuse = (labels: Uint8Array, length: number) => {
    const meaning = bad && (areDigits(classes) ? describeBadLabels(bad, labels) : describeOtherLabels(bad));
    // With TEN, all zeros would be left out, which may be less than a tenth of the rows.
    const isWrong = meaning !== undefined && (meaning === TEN || 10 * log.total() > length + log.total());
    if (bad && (!next || isWrong)) throw meaning ? withMeaning(bad.error, meaning) : bad.error;
    refuseMostlyBad(log.rejected(root), length, source);
  };
  const onReject: OnReject = (reason, error) => {
    if (reason !== noClass && !next) throw bad?.error ?? error;
    log.onReject(reason, error);
    if (reason !== noClass) return;
    bad ??= {error, numbers: [], letters: 0};
    const [, number, letter] = /^"?(?:(\d+)(?:\.0*)?\b|(\p{L})"?$)/u.exec(error.actual) ?? [];
    if (number) bad.numbers.push(Number(number));
    if (letter) ++bad.letters;
    if (bad.numbers.length + bad.letters >= MAX_BAD) refuse(new Uint8Array(), 0);
  };
  return {
    onReject,
    end(read) {
      let digits;
      try {
        digits = read();
      } catch (error) {
        refuse(new Uint8Array(), 0); // more specific than the error that nothing is left
        throw error;
      }
      refuse(digits.labels ?? new Uint8Array(), digits.length);
      return digits;
    }
  };
}

const TEN =
  "labels from 1 to 10 and no 0: where 10 stands for 0, as in MATLAB's and SVHN's files, replace it by 0; else subtract 1";

/** Describes what labels that are no digits seem to be, given the valid *labels*; undefined for a few slips. */
function describeBadLabels({numbers, letters}: BadLabels, labels: Uint8Array): string | undefined {
  const different = new Set(numbers);
  const most = Math.max(...different);
  if (!letters && different.size === 1 && most === 10 && new Set(labels).size >= MIN_CLASSES && !labels.includes(0))
    return TEN;
  if (different.size >= MIN_DIFFERENT && numbers.every((number, i) => !i || number === numbers[i - 1]! + 1)) {
    return `labels that go up to ${most} and count the rows: another column has to be the label`;
  }
  if (different.size < MIN_DIFFERENT && letters < MIN_DIFFERENT) return undefined;
  return `labels ${letters ? "that are letters" : `up to ${most}, as of letters`}, not digits: ${NAME_CLASSES}`;
}

/** Describes what labels outside an alphabet other than the digits seem to be; undefined for a few slips. */
function describeOtherLabels({numbers, letters}: BadLabels): string | undefined {
  if (new Set(numbers).size + letters < MIN_DIFFERENT) return undefined;
  return letters ? "labels that are other letters" : `labels up to ${Math.max(...numbers)}, of more classes`;
}

function withMeaning({source, expected, actual}: InputError, meaning: string): InputError {
  return new InputError(source, expected, `${actual}; ${meaning}`);
}
