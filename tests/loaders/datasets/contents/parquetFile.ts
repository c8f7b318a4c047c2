import {parquetWriteBuffer} from "hyparquet-writer";

/** Returns a parquet file with Hugging Face's columns: image (a struct of bytes and path), and label. */
export function writeParquet(
  images: readonly Uint8Array[],
  labels: readonly number[],
  {codec = "SNAPPY", rowGroupSize}: {codec?: "SNAPPY" | "UNCOMPRESSED"; rowGroupSize?: number} = {}
): Uint8Array {
  const file = parquetWriteBuffer({
    schema: [
      {name: "root", num_children: 2},
      {name: "image", repetition_type: "OPTIONAL", num_children: 2},
      {name: "bytes", type: "BYTE_ARRAY", repetition_type: "OPTIONAL"},
      {name: "path", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL"},
      {name: "label", type: "INT64", repetition_type: "OPTIONAL"}
    ],
    columnData: [
      {name: "image", data: images.map((bytes) => ({bytes, path: null}))},
      {name: "label", data: labels.map(BigInt)}
    ],
    codec,
    ...(rowGroupSize && {rowGroupSize})
  });
  return new Uint8Array(file);
}
