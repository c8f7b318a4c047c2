import {parquetMetadata, parquetReadObjects, type Compressors, type FileMetaData} from "hyparquet";
import {compressors as all} from "hyparquet-compressors";
import {InputError} from "../../../src/inputError.js";
import {classOfText, DIGIT_LABELS, type Labeling} from "../labels/labeling.js";
import {otherLabels, refuseOtherLabels} from "../labels/otherLabels.js";
import {checkPages} from "../layouts/parquetPages.js";
import {checkThrift} from "../layouts/parquetThrift.js";
import {isBomb, NO_BOMB} from "../../compression.js";

/** A row of a parquet file: an image file and its label. */
export interface ParquetRow {
  readonly image: Uint8Array;
  /** As in the file: the code of a class, or any other number. A class given by name becomes its code. */
  readonly label: number;
}

/** Maximum number of rows; no dataset of digits has more. */
const MAX_ROWS = 10_000_000;

const EXPECTED = "the columns image.bytes and label, as Hugging Face has them";

/**
 * Returns the rows of a parquet file in Hugging Face's layout of images: a column `image` with the bytes of an image
 * file, and a column `label`. Checks all lengths that the file promises, then lets hyparquet read it. *source* names
 * the file in errors; *labeling* gives the meaning of the labels.
 * @throws InputError if the columns are missing, if the file is damaged or a decompression bomb, or if its labels are
 * of another kind
 */
export async function readParquet(
  bytes: Uint8Array,
  source: string,
  labeling: Labeling = DIGIT_LABELS
): Promise<ParquetRow[]> {
  const damaged = (error: unknown) => {
    if (error instanceof InputError) return error;
    const found = error instanceof Error ? error.message.slice(0, 100) : "something else";
    return new InputError(source, "a whole parquet file", `a damaged one, or one that is not read here (${found})`);
  };
  try {
    const buffer = Uint8Array.from(bytes).buffer;
    checkFooter(bytes);
    const metadata = parquetMetadata(buffer, {geoparquet: false});
    const compressors = boundedCompressors(source);
    checkMetadata(bytes, metadata, compressors, source);
    const file = {byteLength: buffer.byteLength, slice: (start: number, end?: number) => buffer.slice(start, end)};
    const options = {file, metadata, compressors, columns: ["image", "label"], utf8: false, geoparquet: false};
    const rows = await parquetReadObjects(options);
    return toRows(rows, source, labeling);
  } catch (error) {
    throw damaged(error);
  }
}

/** Checks the metadata at a file's end, which their length, a uint32, and "PAR1" follow. @throws Error if damaged */
function checkFooter(bytes: Uint8Array): void {
  if (bytes.length < 12) throw new Error("too short");
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(bytes.length - 8, true);
  if (length > bytes.length - 12) throw new Error("metadata longer than the file");
  checkThrift(bytes.subarray(0, bytes.length - 8), bytes.length - 8 - length);
}

/** Checks what hyparquet would trust. @throws InputError for other columns or too many rows; Error for damage */
function checkMetadata(bytes: Uint8Array, metadata: FileMetaData, compressors: Compressors, source: string): void {
  const paths = metadata.row_groups[0]?.columns.map(({meta_data}) => meta_data?.path_in_schema.join(".")) ?? [];
  if (!paths.includes("image.bytes") || !paths.includes("label")) {
    const found = metadata.row_groups.length ? paths.slice(0, 8).join(", ") : "no rows";
    throw new InputError(source, EXPECTED, found);
  }
  let total = 0;
  for (const {columns, num_rows} of metadata.row_groups) {
    const rows = Number(num_rows);
    total += rows;
    if (!(rows >= 0 && total <= MAX_ROWS)) throw new InputError(source, `at most ${MAX_ROWS} rows`, `${total}`);
    for (const {meta_data} of columns) {
      const [field = ""] = meta_data?.path_in_schema ?? [];
      if (!meta_data || !["image", "label"].includes(field)) continue;
      checkPages(bytes, meta_data, rows, metadata, compressors);
    }
  }
}

/** Returns decompressors that refuse bombs: pages that grow to 64 MB or more and to over 100 times their size. */
function boundedCompressors(source: string): Compressors {
  const bounded: Compressors = {};
  for (const [codec, decompress] of Object.entries(all) as [keyof Compressors, NonNullable<Compressors["SNAPPY"]>][]) {
    bounded[codec] = (input, length) => {
      if (!(length >= 0) || isBomb(length, input.length)) {
        throw new InputError(source, NO_BOMB, `${input.length} bytes that unzip to ${length}`);
      }
      return decompress(input, length);
    };
  }
  return bounded;
}

function toRows(rows: readonly Record<string, unknown>[], source: string, labeling: Labeling): ParquetRow[] {
  const found = rows.map(({image, label}, i) => {
    const bytes = (image as {bytes?: unknown} | null | undefined)?.bytes;
    if (!(bytes instanceof Uint8Array)) {
      throw new InputError(`${source}: row ${i + 1}`, "the bytes of an image", "none: the image lies elsewhere");
    }
    if (typeof label === "string") {
      const index = classOfText(labeling, label);
      const code = [...labeling.codes].find(([, one]) => one === index)?.[0];
      if (code === undefined) throw otherLabels(`"${label.slice(0, 40)}"`, source, labeling);
      return {image: bytes, label: code};
    }
    return {image: bytes, label: typeof label === "bigint" || typeof label === "number" ? Number(label) : NaN};
  });
  if (!found.length) throw new InputError(source, "at least one row with an image and its label", "none");
  refuseOtherLabels(
    found.map(({label}) => label),
    source,
    labeling
  );
  return found;
}
