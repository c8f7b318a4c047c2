import {checkAlphabet, describeAlphabet, MAX_CLASSES, type Alphabet} from "../../src/characters/alphabet.js";
import {InputError} from "../../src/inputError.js";
import type {Detected} from "./detect.js";
import {isLetterHeader, isLetterName, LETTER_LABELS} from "./labels/azHeader.js";
import {findDialect, tableSide, fieldsOf, type Dialect} from "./layouts/dialect.js";
import {emnistLabeling, emnistSplit, parseMapping} from "./labels/emnist.js";
import {lineReader} from "./layouts/lineReader.js";
import {manifestLabels} from "./layouts/manifest.js";
import {MANY} from "./labels/otherLabels.js";
import {columnNames} from "./layouts/pixelCsv.js";
import {TABLE_SAMPLE} from "./layouts/pixelTable.js";
import {classOfText, DIGIT_LABELS, inNaturalOrder, labelingOf, type Labeling} from "./labels/labeling.js";
import type {FileSource} from "./sources/source.js";

/** The meaning of a dataset's labels, and how it was found. */
export interface FoundLabeling {
  /** Undefined if the file itself says it, as a MATLAB file does. */
  readonly labeling: Labeling | undefined;
  /** If an unusual source decided: one sentence that begins with the file's name. */
  readonly notes: readonly string[];
  /** Does the format store images transposed, as EMNIST does? */
  readonly areTransposed: boolean;
}

/** The number of times that each text occurs as a label. */
type Counts = ReadonlyMap<string, number>;

/**
 * Finds the meaning of the labels of *detected* in *source*, from the first of: the classes in dataset.json (*named*);
 * EMNIST's mapping file or file names; letters, if the layout is that of Kaggle's A-Z Handwritten Alphabets; the texts
 * used as labels, in natural order; the ten digits. Reads tables to their end if header and first labels leave it open.
 * @throws InputError for a malformed mapping file, and for more than 200 classes
 */
export async function findLabeling(source: FileSource, detected: Detected, named?: Alphabet): Promise<FoundLabeling> {
  const [path] = pathsOf(detected);
  const split = path === undefined ? undefined : emnistSplit(path);
  const areTransposed = split !== undefined && (detected.layout === "IDX" || detected.layout === "table of pixels");
  const found = (labeling: Labeling | undefined, note?: string) => ({
    labeling,
    areTransposed,
    notes: note ? [note] : []
  });
  if (named) return found(labelingOf(named));
  const mapping = "mapping" in detected ? detected.mapping : undefined;
  if (mapping !== undefined) {
    const text = new TextDecoder().decode(await source.readBytes(mapping, MAX_MAPPING));
    const labeling = parseMapping(text, source.nameOf(mapping));
    return {...found(labeling), areTransposed: areTransposed || detected.layout === "IDX"};
  }
  if (split !== undefined && areTransposed) {
    const labeling = emnistLabeling(split);
    const note = `${path}: the labels mean ${describeAlphabet(labeling.classes)}, as in EMNIST's split "${split}"`;
    return labeling.classes === DIGIT_LABELS.classes ? found(labeling) : found(labeling, note);
  }
  if (detected.layout === "MATLAB file") return found(undefined);
  if (detected.layout === "class folders") return found(labelingOf(detected.classes));
  if (detected.layout === "manifest CSV") {
    return found(labelingOfTexts(await countManifests(source, detected.manifests), path ?? source.root, source));
  }
  if ("tables" in detected) return found(await labelingOfTables(source, detected.tables));
  return found(DIGIT_LABELS);
}

/** Bytes. A mapping file has a few hundred. */
const MAX_MAPPING = 1 << 20;

function pathsOf(detected: Detected): string[] {
  if ("tables" in detected) return detected.tables.map(({path}) => path);
  if ("pairs" in detected) return detected.pairs.map(({labels}) => labels);
  return detected.layout === "manifest CSV" ? detected.manifests.map(({path}) => path) : [];
}

async function countManifests(source: FileSource, manifests: readonly {path: string}[]): Promise<Counts> {
  const counts = new Map<string, number>();
  for (const {path} of manifests) {
    const labels = manifestLabels();
    for await (const chunk of source.openChunks(path)) labels.push(chunk);
    for (const [text, n] of labels.end()) counts.set(text, (counts.get(text) ?? 0) + n);
  }
  return counts;
}

/** Texts are classes if each occurs at least this often on average. Names of people do not. */
const MIN_PER_CLASS = 2;

/**
 * Returns one class for each text, if more than a tenth of the labels are texts; otherwise the digits. Words that are
 * nearly all different also yield the digits: reading them then reports the error.
 */
function labelingOfTexts(counts: Counts, path: string, source: FileSource): Labeling {
  const total = [...counts.values()].reduce((sum, n) => sum + n, 0);
  const texts = [...counts].filter(([text]) => Number.isNaN(Number(text)));
  if (texts.reduce((sum, [, n]) => sum + n, 0) <= MANY * total) return DIGIT_LABELS;
  const areWords = texts.some(([text]) => /\p{L}{2}/u.test(text));
  if (areWords && total < MIN_PER_CLASS * counts.size) return DIGIT_LABELS;
  const classes = inNaturalOrder(counts.keys());
  if (classes.length > MAX_CLASSES && areWords) return DIGIT_LABELS;
  return labelingOf(checkAlphabet(classes, source.nameOf(path)));
}

/** Returns the meaning of the labels of pixel tables: letters in Kaggle's layout, texts, or digits. */
async function labelingOfTables(source: FileSource, tables: readonly {path: string}[]): Promise<Labeling> {
  const counts = new Map<string, number>();
  let mayBeLetters = false;
  for (const {path} of tables) {
    const head = await source.readHead(path, TABLE_SAMPLE);
    const names = columnNames(new TextDecoder().decode(head).split(/\r?\n/, 1)[0] ?? "");
    const header = isLetterHeader(names);
    if (header === "all") return LETTER_LABELS;
    const dialect = dialectOf(head, path);
    if (!dialect || dialect.oneHot || dialect.label === undefined) continue;
    const isNamed = header === "some" || (!dialect.hasHeader && isLetterName(path));
    mayBeLetters ||= isNamed;
    if (!isNamed && !hasTexts(head, dialect)) continue;
    for (const [text, n] of await countLabels(source, path, dialect)) counts.set(text, (counts.get(text) ?? 0) + n);
  }
  const total = [...counts.values()].reduce((sum, n) => sum + n, 0);
  const share = (isOne: (text: string) => boolean) =>
    [...counts].reduce((sum, [text, n]) => sum + (isOne(text) ? n : 0), 0) / Math.max(1, total);
  const isLetter = (text: string) => classOfText(LETTER_LABELS, text) !== undefined;
  const isDigit = (text: string) => classOfText(DIGIT_LABELS, text) !== undefined;
  if (mayBeLetters && share(isLetter) >= 1 - MANY && share(isDigit) < 1 - MANY) return LETTER_LABELS;
  return labelingOfTexts(counts, tables[0]?.path ?? "", source);
}

/** Returns a table's dialect, for labels of any meaning; undefined if it has none, which reading the table reports. */
function dialectOf(head: Uint8Array, source: string): Dialect | undefined {
  if (!tableSide(head)) return undefined;
  try {
    return findDialect(head, source, undefined);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** Are more than a tenth of the labels in a table's first rows not numbers? */
function hasTexts(head: Uint8Array, dialect: Dialect): boolean {
  const counter = labelCounter(dialect);
  counter.push(head);
  const counts = [...counter.counts];
  const total = counts.reduce((sum, [, n]) => sum + n, 0);
  return counts.reduce((sum, [text, n]) => sum + (Number.isNaN(Number(text)) ? n : 0), 0) > MANY * total;
}

async function countLabels(source: FileSource, path: string, dialect: Dialect): Promise<Counts> {
  const counter = labelCounter(dialect);
  for await (const chunk of source.openChunks(path)) counter.push(chunk);
  counter.end();
  return counter.counts;
}

/** Maximum length of a line, in characters. Reading the table refuses longer ones. */
const MAX_LINE = 1 << 20;

function labelCounter({encoding, delimiter, hasHeader, label = 0, width}: Dialect) {
  const reader = lineReader(encoding);
  const counts = new Map<string, number>();
  let isHeader = hasHeader;
  const count = (line: string) => {
    if (isHeader || !line.trim()) {
      isHeader &&= !line.trim();
      return;
    }
    const comma = line.indexOf(delimiter);
    // In nearly all tables the label comes first: no need to split the rest of the line.
    const isFirst = label === 0 && comma > 0 && delimiter !== " " && !line.startsWith('"');
    const fields = isFirst ? [] : fieldsOf(line, delimiter);
    if (!isFirst && fields.length !== width) return;
    const text = isFirst ? line.slice(0, comma).trim() : (fields[label] ?? "");
    if (text) counts.set(text, (counts.get(text) ?? 0) + 1);
  };
  return {
    counts,
    push(chunk: Uint8Array): void {
      if (reader.restLength() <= MAX_LINE) reader.push(chunk).forEach(count);
    },
    end(): void {
      reader.end().forEach(count);
    }
  };
}
