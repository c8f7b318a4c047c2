import type {ColumnMetaData, Compressors, FileMetaData} from "hyparquet";
import {parquetHeader} from "hyparquet/src/column.js";
import {getMaxDefinitionLevel, getMaxRepetitionLevel, getSchemaPath} from "hyparquet/src/schema.js";
import {readVarInt} from "hyparquet/src/thrift.js";
import {checkThrift} from "./parquetThrift.js";

/** Encodings whose lengths are checked here: the ones that pyarrow writes for Hugging Face. */
const [PLAIN, DICTIONARIES] = ["PLAIN", ["PLAIN_DICTIONARY", "RLE_DICTIONARY"]] as const;

/**
 * Checks the pages of a column before hyparquet reads them. hyparquet trusts the file's counts of values and lengths of
 * runs, and would spend memory and time on billions. *bytes* is the whole file, *rows* the row count of the row group;
 * *compressors* decompress pages and refuse decompression bombs.
 * @throws Error, in a few words, for a wrong count or run length
 */
export function checkPages(
  bytes: Uint8Array,
  column: ColumnMetaData,
  rows: number,
  {schema}: FileMetaData,
  compressors: Compressors
): void {
  const path = getSchemaPath(schema, column.path_in_schema);
  if (getMaxRepetitionLevel(path)) throw new Error("a list as a column");
  const levelWidth = bitWidth(getMaxDefinitionLevel(path));
  const start = Number(column.dictionary_page_offset || column.data_page_offset);
  const end = start + Number(column.total_compressed_size);
  if (!(start >= 4 && end <= bytes.length && end >= start)) throw new Error("a column outside the file");
  const reader = {view: new DataView(bytes.buffer, bytes.byteOffset + start, end - start), offset: 0};
  let values = 0;
  while (values < rows) {
    checkThrift(bytes.subarray(0, end), start + reader.offset);
    const header = parquetHeader(reader);
    const from = start + reader.offset;
    reader.offset += header.compressed_page_size;
    if (!(header.compressed_page_size >= 0) || start + reader.offset > end)
      throw new Error("a page outside its column");
    const page = bytes.subarray(from, start + reader.offset);
    if (header.dictionary_page_header) {
      if (!(header.dictionary_page_header.num_values <= header.uncompressed_page_size))
        throw new Error("too many values");
    } else if (header.data_page_header && header.type === "DATA_PAGE") {
      const {num_values: count, encoding} = header.data_page_header;
      checkCount(count, rows - values);
      const plain = unpack(page, header.uncompressed_page_size, column, compressors);
      const levels = levelWidth ? 4 + new DataView(plain.buffer, plain.byteOffset, plain.length).getUint32(0, true) : 0;
      if (levelWidth) checkLevels(plain.subarray(4, levels), levelWidth, count);
      checkValues(plain.subarray(levels), encoding, count);
      values += count;
    } else if (header.data_page_header_v2 && header.type === "DATA_PAGE_V2") {
      const {
        num_values: count,
        encoding,
        definition_levels_byte_length: levels,
        repetition_levels_byte_length: repetitions,
        is_compressed
      } = header.data_page_header_v2;
      if (repetitions) throw new Error("a list as a column");
      checkCount(count, rows - values);
      if (levelWidth) checkLevels(page.subarray(0, levels), levelWidth, count);
      const rest = page.subarray(levels);
      const size = header.uncompressed_page_size - levels;
      checkValues(is_compressed === false || !size ? rest : unpack(rest, size, column, compressors), encoding, count);
      values += count;
    } else throw new Error("a page of another type");
  }
}

function checkCount(count: number, left: number): void {
  if (!(count > 0 && count <= left)) throw new Error("a page with another number of values");
}

function unpack(page: Uint8Array, size: number, {codec}: ColumnMetaData, compressors: Compressors): Uint8Array {
  if (codec === "UNCOMPRESSED") return page;
  const decompress = compressors[codec];
  if (!decompress) throw new Error(`the compression ${codec}`);
  return decompress(page, size);
}

function checkValues(bytes: Uint8Array, encoding: string, count: number): void {
  if (encoding === PLAIN) return; // each value takes bytes, so the page's size limits their number
  if (!(DICTIONARIES as readonly string[]).includes(encoding)) throw new Error(`the encoding ${encoding}`);
  if (bytes.length && bytes[0]) checkRuns(bytes.subarray(1), bytes[0], count);
}

/**
 * Checks that the definition levels cover *count* values; hyparquet would read missing runs from the bytes after them.
 */
function checkLevels(bytes: Uint8Array, width: number, count: number): void {
  if (checkRuns(bytes, width, count) < count) throw new Error("too few levels");
}

/**
 * Counts the values in the runs of *bytes*, up to *count*, of *width* bits each. Padding to groups of 8 may make the
 * last run longer: https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE
 * @throws Error for an empty run, or one that is longer still
 */
function checkRuns(bytes: Uint8Array, width: number, count: number): number {
  if (width > 32) throw new Error("values of over 32 bits");
  const reader = {view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), offset: 0};
  let seen = 0;
  while (seen < count && reader.offset < bytes.length) {
    const header = readVarInt(reader);
    const isPacked = header & 1;
    const length = isPacked ? (header >>> 1) * 8 : header >>> 1;
    if (!length || length > count - seen + (isPacked ? 504 : 0)) throw new Error("a run of another length");
    reader.offset += isPacked ? (length / 8) * width : Math.ceil(width / 8);
    seen += length;
  }
  return seen;
}

function bitWidth(value: number): number {
  return 32 - Math.clz32(value);
}
