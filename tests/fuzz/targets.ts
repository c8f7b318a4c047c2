import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {zipSync} from "fflate";
import sharp from "sharp";
import {readPicture} from "../../loaders/datasets/pictures/decode.js";
import {encodeIdx, idxDigits, idxParser} from "../../loaders/datasets/layouts/idx.js";
import {manifestParser} from "../../loaders/datasets/layouts/manifest.js";
import {pixelCsvParser} from "../../loaders/datasets/layouts/pixelCsv.js";
import {openSource} from "../../loaders/datasets/sources/source.js";
import {formatDrawings} from "../../src/characters/drawings.js";
import {parseDrawings} from "../../src/characters/parseDrawings.js";
import {decodeDrawing, encodeDrawing} from "../../src/pen/drawingCode.js";
import {readHistory} from "../../src/run/history.js";
import {parsePredictions} from "../../src/run/predictions.js";
import {dialects, matlab, numpy, parquet, smallTables} from "./arrayTargets.js";
import {bytesOf, expectThat, feed, isDigit, SOURCE, type Target} from "./target.js";

/** Returns all parsers of files that come from outside. */
export async function makeTargets(): Promise<Target[]> {
  return [
    pixelCsv(),
    dialects(),
    smallTables(),
    numpy(),
    matlab(),
    parquet(),
    idx(),
    manifest(),
    zip(),
    await picture(),
    history(),
    predictions(),
    drawings(),
    links()
  ];
}

function pixelCsv(): Target {
  const row = (label: number) =>
    [label, ...Array.from({length: 784}, (_, i) => (i % 29 ? 0 : (i * label) % 256))].join();
  const names = Array.from({length: 784}, (_, i) => `pixel${i}`).join();
  const numbered = Array.from({length: 784}, (_, i) => `${1 + Math.floor(i / 28)}x${1 + (i % 28)}`).join();
  return {
    name: "pixel CSV",
    weight: 4,
    seeds: [
      bytesOf(`label,${names}\n${row(3)}\n${row(9)}\n`),
      bytesOf(`\ufefflabel,${numbered}\r\n${row(0)}\r\n${row(7)}`),
      bytesOf(`${names}\n${row(5).slice(2)}`)
    ],
    parse(bytes, random) {
      let rejected = 0;
      const skips = random() < 0.5;
      const parser = pixelCsvParser(SOURCE, skips ? () => void ++rejected : undefined);
      feed(parser, bytes, random);
      const {length, images, labels} = parser.end();
      expectThat(images.length === length * 784, "784 pixels an image");
      expectThat(!labels || (labels.length === length && labels.every(isDigit)), "a label from 0 to 9 for each image");
    }
  };
}

function idx(): Target {
  const images = encodeIdx({shape: [2, 28, 28], data: new Uint8Array(2 * 784).fill(7)});
  const labels = encodeIdx({shape: [2], data: Uint8Array.of(3, 9)});
  const sources = {images: SOURCE, labels: SOURCE};
  return {
    name: "IDX",
    weight: 4,
    seeds: [images, labels],
    parse(bytes, random) {
      const parser = idxParser(SOURCE, random() < 0.5 ? 3 : 1);
      feed(parser, bytes, random);
      const array = parser.end();
      expectThat(array.shape.reduce((a, b) => a * b, 1) === array.data.length, "as many values as the shape says");
      if (array.shape.length === 1) return;
      idxDigits(array, {shape: [array.shape[0]!], data: new Uint8Array(array.shape[0]!)}, sources);
    }
  };
}

function manifest(): Target {
  return {
    name: "manifest CSV",
    weight: 4,
    seeds: [
      bytesOf('FILENAME,IDENTITY\na.png,3\n"b, c.png",9\nsub/d.png,0\n'),
      bytesOf("writer,image,label,split\r\nw1,a.png,1,train\r\nw2,b.png,2,test")
    ],
    parse(bytes, random) {
      const parser = manifestParser(SOURCE, random() < 0.5 ? () => undefined : undefined);
      feed(parser, bytes, random);
      for (const {file, label, line} of parser.end()) {
        expectThat(file !== "" && isDigit(label) && line > 1, "a file and a label from 0 to 9 in each row");
      }
    }
  };
}

/** Zips are read from disk: each input is written there. What is read must be one of the files that were packed. */
function zip(): Target {
  const dir = mkdtempSync(join(tmpdir(), "handscope-fuzz-"));
  const packed = ["label,pixel0\n", "x".repeat(3000), ""].map(bytesOf);
  const files = Object.fromEntries(packed.map((contents, i) => [`in/${i}.csv`, contents]));
  const path = join(dir, "fuzzed.zip");
  return {
    name: "zip",
    weight: 3,
    seeds: [zipSync(files), zipSync(files, {level: 0})],
    async parse(bytes) {
      writeFileSync(path, bytes);
      const source = await openSource(path);
      try {
        for (const name of source.paths) {
          const contents = await source.readBytes(name);
          expectThat(
            !bytes.length || name === "fuzzed.zip" || packed.some((one) => Buffer.compare(one, contents) === 0),
            "bytes that were packed"
          );
        }
      } finally {
        await source.close();
      }
    },
    close: () => rmSync(dir, {recursive: true})
  };
}

async function picture(): Promise<Target> {
  const pixels = Uint8Array.from({length: 24 * 20}, (_, i) => (i * 37) % 256);
  const image = () => sharp(pixels, {raw: {width: 24, height: 20, channels: 1}});
  return {
    name: "pictures",
    weight: 5,
    seeds: await Promise.all(
      [image().png(), image().jpeg(), image().webp(), image().gif(), image().tiff(), image().avif({effort: 0})].map(
        (file) => file.toBuffer()
      )
    ),
    async parse(bytes) {
      const {gray} = await readPicture(bytes, SOURCE);
      expectThat(gray.data.length === gray.width * gray.height, "a level for each pixel");
      expectThat(gray.width <= 1600 && gray.height <= 1600, "at most 1600 pixels along a side");
    }
  };
}

function history(): Target {
  const text = "epoch,loss,accuracy,val_loss,val_accuracy\n0,0.5,0.9,0.4,0.91\n1,0.3,0.95,0.35,0.93\n";
  return {
    name: "history.csv",
    weight: 2,
    seeds: [bytesOf(text)],
    parse(bytes) {
      for (const {epoch, loss} of readHistory(new TextDecoder().decode(bytes), SOURCE).history) {
        expectThat(Number.isInteger(epoch) && typeof loss === "number", "numbers in each epoch");
      }
    }
  };
}

function predictions(): Target {
  const names = Array.from({length: 10}, (_, i) => `p${i}`).join();
  const row = (i: number) => [i, i % 10, ...Array.from({length: 10}, (_, c) => (c === i % 10 ? 0.91 : 0.01))].join();
  return {
    name: "predictions.csv",
    weight: 2,
    seeds: [bytesOf(`index,label,${names}\n${[0, 1, 2].map(row).join("\n")}\n`)],
    parse(bytes) {
      const {length, classes, labels, probabilities} = parsePredictions(new TextDecoder().decode(bytes), SOURCE);
      expectThat(labels.length === length && labels.every(isDigit), "a label from 0 to 9 for each row");
      expectThat(
        (probabilities?.length ?? classes.length * length) === classes.length * length,
        "a probability a class"
      );
    }
  };
}

function drawings(): Target {
  const image = Uint8Array.from({length: 784}, (_, p) => (p % 5 ? 0 : p % 256));
  const digit = {read: 3, confidence: 0.75, corrected: null, image};
  const about = {id: "a", at: "2026-01-31T12:00:00.000Z", run: "ann"};
  const ink = [[[0.25, 0.5] as const, [1, 0] as const], [[0, 0] as const]];
  return {
    name: "drawings.json",
    weight: 2,
    seeds: [
      bytesOf(formatDrawings([{...about, strokes: ink, lines: [[digit, {...digit, corrected: 8}]]}])),
      bytesOf(formatDrawings([{...about, strokes: [], lines: [[digit], [digit]]}]))
    ],
    parse(bytes) {
      for (const {strokes, lines} of parseDrawings(new TextDecoder().decode(bytes), SOURCE)) {
        expectThat(strokes.flat(2).every(Number.isFinite), "finite coordinates");
        expectThat(lines.length > 0 && lines.every((line) => line.length > 0), "a digit in each line");
        for (const {read, corrected, image: pixels} of lines.flat()) {
          expectThat(isDigit(read) && (corrected === null || isDigit(corrected)), "digits from 0 to 9");
          expectThat(pixels.length === 784, "784 pixels");
        }
      }
    }
  };
}

function links(): Target {
  const strokes = [[[0.25, 0.5] as const, [1, 0] as const], [[0, 0] as const]];
  const constraints = [{parts: [0, 1], isDigit: true}];
  const cells = Uint8Array.from({length: 784}, (_, p) => (p % 5 ? 0 : 255));
  return {
    name: "link to a drawing",
    weight: 2,
    seeds: [
      bytesOf(encodeDrawing({strokes, constraints})),
      bytesOf(encodeDrawing({strokes, pressures: [[0.5, 1], [0.25]], constraints: []})),
      bytesOf(encodeDrawing({strokes: [], cells, constraints: []}))
    ],
    parse(bytes) {
      const drawing = decodeDrawing(new TextDecoder().decode(bytes), SOURCE);
      expectThat(drawing.strokes.flat(2).every(Number.isFinite), "finite coordinates");
      expectThat(!drawing.cells || drawing.cells.length === 784, "784 cells");
      expectThat(
        drawing.constraints.every(({parts}) => parts.every(Number.isInteger)),
        "whole numbers of parts"
      );
    }
  };
}
