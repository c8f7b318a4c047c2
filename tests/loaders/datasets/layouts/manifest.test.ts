import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {isManifestHeader, manifestParser, type ManifestRow} from "../../../../loaders/datasets/layouts/manifest.js";
import {InputError} from "../../../../src/inputError.js";

// Columns FILENAME,IDENTITY as in https://www.kaggle.com/datasets/landlord/handwriting-recognition, whose labels are
// names; columns such as image,label as in tables of digits.

function parse(
  text: string | Uint8Array,
  {onReject, size = 7}: {onReject?: (reason: string) => void; size?: number} = {}
) {
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  const parser = manifestParser("m.csv", onReject);
  for (let i = 0; i < bytes.length; i += size) parser.push(bytes.slice(i, i + size));
  return parser.end();
}

function refused(text: string): string {
  try {
    parse(text);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).message;
  }
  return "nothing";
}

describe("isManifestHeader(line)", () => {
  it("recognizes columns of files and labels by name, in any case and order, with others between", () => {
    for (const line of [
      "FILENAME,IDENTITY",
      "image,label",
      "Label,id,Path",
      '\ufeff"filename","digit"',
      "image_name , class"
    ]) {
      expect([line, isManifestHeader(line)]).toEqual([line, true]);
    }
    for (const line of ["ImageId,Label", "label,pixel0", "filename", "a,b", "", `image,label${",x".repeat(100_000)}`]) {
      expect([line.slice(0, 20), isManifestHeader(line)]).toEqual([line.slice(0, 20), false]);
    }
  });
});

describe("manifestParser(source)", () => {
  it("returns each row's file, label and line, and its writer and split if there are such columns", () => {
    expect(parse("FILENAME,IDENTITY\na.png,7\r\n\nsub/b.png,0")).toEqual([
      {file: "a.png", label: 7, line: 2},
      {file: "sub/b.png", label: 0, line: 4}
    ]);
    expect(parse('writer,label,image,split\nw1, 3 ,"a, b.png",Training\n,4,c.png,\n')).toEqual([
      {file: "a, b.png", label: 3, line: 2, writer: "w1", split: "train"},
      {file: "c.png", label: 4, line: 3}
    ]);
  });

  it.each([
    ["", "m.csv: expected a header with FILENAME and IDENTITY, or image and label, got an empty file"],
    ["a,b\n", 'm.csv:1: expected a header with FILENAME and IDENTITY, or image and label, got "a,b"'],
    ["image,label\n", "m.csv: expected at least one row with an image and its label, got none"],
    ["image,label\na.png,10\n", 'm.csv:2: expected a label from 0 to 9, got "10"'],
    ["image,label\na.png,1\nb.png\n", "m.csv:3: expected a label from 0 to 9, got nothing"],
    ["image,label\n,1\n", "m.csv:2: expected the name of an image file, got nothing"],
    [`image,label\n${"a".repeat(70_000)},1`, "m.csv:2: expected a line of at most 64 kB, got a longer one"]
  ])("refuses %j", (text, message) => expect(refused(text)).toBe(message));

  it("explains that labels are words in Kaggle's names dataset, also if bad rows are left out", () => {
    const names = "FILENAME,IDENTITY\nTRAIN_00001.jpg,BALTHAZAR\nTRAIN_00002.jpg,\nTRAIN_00003.jpg,UNREADABLE\n";
    const message =
      "m.csv: expected digits from 0 to 9 as labels (Kaggle's digit-recognizer has them: npm run data -- --kaggle " +
      'digit-recognizer), got words such as "BALTHAZAR": this looks like Kaggle\'s handwritten names';
    expect(refused(names)).toBe(message);
    const many = names + "TRAIN_1.jpg,SIMON\n".repeat(100);
    expect(() => parse(many, {onReject: () => undefined})).toThrow(message);
  });

  it("reports bad rows by reason and continues, with onReject", () => {
    const reasons: string[] = [];
    const rows = parse(`image,label\na.png,x\nb.png,1\n,2\n${"c.png,3\n".repeat(30)}d.png,33\n`, {
      onReject: (reason) => void reasons.push(reason)
    });
    expect(rows.length).toBe(31);
    expect(reasons).toEqual([
      "a label that is no digit from 0 to 9",
      "a row without a file name",
      "a label that is no digit from 0 to 9"
    ]);
  });

  it("reads back what was written, for any chunks", () => {
    const name = fc.stringMatching(/^[A-Za-z0-9 _.,"é-]{1,20}$/).filter((text) => text.trim() === text);
    const row = fc.record({file: name, label: fc.integer({min: 0, max: 9})});
    fc.assert(
      fc.property(fc.array(row, {minLength: 1, maxLength: 50}), fc.integer({min: 1, max: 99}), (rows, size) => {
        const lines = rows.map(({file, label}) => `"${file.replaceAll('"', '""')}",${label}`);
        const expected = rows.map(({file, label}, i): ManifestRow => ({file, label, line: i + 2}));
        expect(parse(["image,label", ...lines].join("\n"), {size})).toEqual(expected);
      })
    );
  });

  it("returns rows with labels from 0 to 9 or throws an InputError, for any bytes", () => {
    const text = Buffer.from(`image,label\n${"a.png,1\n".repeat(5)}`);
    fc.assert(
      fc.property(
        fc.integer({min: 0, max: text.length - 1}),
        fc.uint8Array({maxLength: 6}),
        fc.nat(3),
        (at, bytes, gone) => {
          const bad = Buffer.concat([text.subarray(0, at), bytes, text.subarray(at + gone)]);
          try {
            for (const {file, label} of parse(bad)) {
              expect(file).not.toBe("");
              expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]).toContain(label);
            }
          } catch (error) {
            expect(error).toBeInstanceOf(InputError);
            expect((error as InputError).message).toMatch(/^m\.csv(:\d+)?: expected .+, got .+$/);
          }
        }
      )
    );
  });

  it("refuses an endless line before storing it", () => {
    const parser = manifestParser("m.csv");
    parser.push(Buffer.from("image,label\n"));
    const chunk = new Uint8Array(65_536).fill(97);
    expect(() => [1, 2].forEach(() => parser.push(chunk))).toThrow("m.csv:2: expected a line of at most 64 kB");
  });
});
