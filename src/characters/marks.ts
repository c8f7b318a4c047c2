/** What a visitor says of an image: tags, and what it shows where its label is wrong. */
export interface Mark {
  /** Each as from `normalizeTag`, in the order in which they were given. */
  readonly tags: readonly string[];
  /** The class that the image shows; null if it shows none of the classes; absent where the label is not disputed. */
  readonly label?: string | null;
}

/** The maximum length of a tag, in characters, and of an image's tags. */
export const MAX_TAG = 40;
export const MAX_TAGS = 20;

/**
 * Returns a tag as it is stored: on one line, without the separator of tags and without what a spreadsheet would take
 * for the start of a formula, 40 characters at most; "" if nothing is left.
 */
export function normalizeTag(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\p{C};]+/gu, " ")
    .trim()
    .replace(/^[=+\-@\s]+/, "")
    .replace(/\s+/g, " ")
    .slice(0, MAX_TAG)
    .trim();
}
