/** English names of the digits, in their order. */
const WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

const DIGIT = `0*\\d|${WORDS.join("|")}`;
const PREFIX = "digit|class|label|number|num";

/** `7`, `07`, `digit_7`, `class 7`, `seven`; and twice the same: `7 - seven`, `seven_7`. */
const FOLDER = new RegExp(`^(?:(?:${PREFIX})[ _-]*)?(${DIGIT})(?:[ _-]+(${DIGIT}))?$`, "i");

/** Returns the digit that a folder's name means: `7`, `07`, `digit_7`, `seven`; undefined where it means none. */
export function digitOfFolder(name: string): number | undefined {
  const [, first, second] = FOLDER.exec(name) ?? [];
  const digit = digitOf(first);
  return second === undefined || digitOf(second) === digit ? digit : undefined;
}

/**
 * How an image's name begins or ends with its digit: `7_1`, `9-0062`, `3 (2)`; `digit-3 (2)`, `label7_a`, `seven_12`;
 * `img_0001_label7`, `0001-digit-7`.
 */
const FILES = [
  new RegExp(`^(?:(?:${PREFIX})[ _-]*(\\d)(?!\\d)|(\\d)(?=[ _-])|(${WORDS.join("|")})(?![a-z]))`, "i"),
  new RegExp(`[ _-](?:${PREFIX})[ _-]*(\\d)$`, "i")
];

/**
 * Returns the digit that an image's name says, without its folder and extension; undefined where it says none, or two
 * different ones. A number alone says none: it may count the images.
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
