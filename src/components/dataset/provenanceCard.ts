import {html} from "htl";
import {counted, formatBytes, formatCount} from "../page/format.js";

/** The provenance of digits, from `dataset.json`. */
export interface CardData {
  readonly title: string;
  readonly source: string | null;
  readonly license: string | null;
  readonly provenance: {
    readonly layout: string;
    readonly read: string;
    readonly files: {
      readonly n: number;
      readonly bytes: number;
      readonly list: readonly {readonly path: string; readonly bytes: number; readonly sha256: string}[];
    };
    readonly sha256: string;
    readonly division: Division;
    readonly splits: readonly {readonly split: string; readonly n: number}[];
    readonly notes?: readonly string[] | undefined;
    readonly relabeled?:
      | readonly {
          readonly file: string;
          readonly sha256: string;
          readonly date: string;
          readonly changed: number;
          readonly leftOut: number;
        }[]
      | undefined;
    readonly rejected: readonly {readonly n: number}[];
    readonly notRead: {readonly n: number; readonly examples: readonly string[]; readonly more: number};
  };
}

type Division =
  | {readonly how: "as it came"}
  | {
      readonly how: "by seed";
      readonly seed: number;
      readonly keeping: "classes" | "writers";
      readonly leftOver: number;
    };

/** Returns the card of the data's provenance: its source, license, files, checksums, and how it was divided. */
export function provenanceCard(data: CardData): HTMLElement {
  return html`<section class="card">
    <h2>Provenance</h2>
    ${provenanceList(data)}
  </section>`;
}

function provenanceList({title, source, license, provenance}: CardData): HTMLElement {
  const {layout, read, files, sha256, division, splits, notes = [], relabeled = [], rejected, notRead} = provenance;
  const left = rejected.reduce((sum, {n}) => sum + n, 0);
  const rows: [string, string | HTMLElement][] = [
    ["Data set", title],
    ["Source", source ? linked(source) : "unknown: a dataset.json beside the files can state it"],
    ["License", license ?? "unknown"],
    ["Layout", [layout, ...notes].join("; ")],
    ["Images", splits.map(({split, n}) => `${formatCount(n)} ${split}`).join(", ")],
    ["Splits", describeDivision(division)],
    ["Files", files.list.length ? fileList(files.list) : `${formatCount(files.n)}, ${formatBytes(files.bytes)} in all`],
    ...relabeled.map((one): [string, HTMLElement] => ["Relabeled", relabeledBy(one)]),
    ["Left out", left ? `${formatCount(left)} rows or images, listed below` : "nothing"],
    [
      "Not read",
      notRead.n
        ? `${formatCount(notRead.n)} other files: ${notRead.examples.join(", ")}${notRead.more ? ", …" : ""}`
        : "nothing"
    ],
    ["SHA-256", html`<code title="Of the 28×28 images and their labels, whatever the layout">${sha256}</code>`],
    ["Read on", html`<time datetime=${read}>${read.slice(0, 10)}</time>`]
  ];
  return html`<dl class="provenance" data-testid="provenance">
    ${rows.map(
      ([term, value]) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${value}</dd>
        </div>`
    )}
  </dl>`;
}

/** Says which file changed labels, how many and when. */
function relabeledBy({
  file,
  sha256,
  date,
  changed,
  leftOut
}: NonNullable<CardData["provenance"]["relabeled"]>[number]): HTMLElement {
  const out = leftOut ? `, ${formatCount(leftOut)} images left out` : "";
  return html`<span
    >${counted(changed, "label")} changed${out} by ${file}, ${date.slice(0, 10)}<br /><code title="SHA-256 of the file"
      >${sha256}</code
    ></span
  >`;
}

/** Turns the address in a text, if there is one, into a link. */
function linked(text: string): HTMLElement {
  const [before = "", address, after = ""] = text.split(/(https?:\/\/[^\s,;)]+)/, 3);
  if (!address) return html`<span>${text}</span>`;
  return html`<span>${before}<a href=${address} rel="external">${address}</a>${after}</span>`;
}

function describeDivision(division: Division): string {
  if (division.how === "as it came") return "as in the files";
  const how = division.keeping === "writers" ? "each writer in one split" : "stratified by class";
  const rest = division.leftOver ? `; ${formatCount(division.leftOver)} images unused` : "";
  return `split here with seed ${division.seed}, ${how}${rest}`;
}

function fileList(files: CardData["provenance"]["files"]["list"]): HTMLElement {
  return html`<ul>
    ${files.map(
      ({path, bytes, sha256}) =>
        html`<li>${path}, ${formatBytes(bytes)}<br /><code title="SHA-256 of the file">${sha256}</code></li>`
    )}
  </ul>`;
}
