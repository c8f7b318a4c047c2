/** English names of the digits, in their order. */
const WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

const DIGIT = `0*\\d|${WORDS.join("|")}`;
const PREFIX = "digit|class|label|number|num";

/** `7`, `07`, `digit_7`, `class 7`, `seven`; or the digit twice: `7 - seven`, `seven_7`. */
const FOLDER = new RegExp(`^(?:(?:${PREFIX})[ _-]*)?(${DIGIT})(?:[ _-]+(${DIGIT}))?$`, "i");

/**
 * Returns the digit in a folder's name: `7`, `07`, `digit_7`, `seven`; undefined if there is none, or two different
 * ones.
 */
export function digitOfFolder(name: string): number | undefined {
  const [, first, second] = FOLDER.exec(name) ?? [];
  const digit = digitOf(first);
  return second === undefined || digitOf(second) === digit ? digit : undefined;
}

/**
 * Image names that begin or end with a digit: `7_1`, `9-0062`, `3 (2)`; `digit-3 (2)`, `label7_a`, `seven_12`;
 * `img_0001_label7`, `0001-digit-7`.
 */
const FILES = [
  new RegExp(`^(?:(?:${PREFIX})[ _-]*(\\d)(?!\\d)|(\\d)(?=[ _-])|(${WORDS.join("|")})(?![a-z]))`, "i"),
  new RegExp(`[ _-](?:${PREFIX})[ _-]*(\\d)$`, "i")
];

/**
 * Returns the digit in an image's name, given without folder and extension; undefined if it holds none, or two
 * different ones. A bare number holds none: it may count the images.
 */
export function digitOfFile(name: string): number | undefined {
  const found = FILES.flatMap((pattern) => {
    const digit = digitOf(pattern.exec(name)?.slice(1).find(Boolean));
    return digit ?? [];
  });
  return new Set(found).size === 1 ? found[0] : undefined;
}

function digitOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return /^\d/.test(text) ? Number(text) : WORDS.indexOf(text.toLowerCase());
}
