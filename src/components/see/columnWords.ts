import type {Alphabet} from "../../characters/alphabet.js";
import type {TracedLayer} from "../../readers/classifier.js";
import {SIDE} from "../../ink/image/grid.js";
import type {SeenNetwork} from "../network/seenNetwork.js";
import type {UnitRef} from "../network/unitLinks.js";
import {counted, formatCount} from "../page/format.js";

/** What a column is called, and what is in it. */
export interface ColumnWords {
  readonly name: string;
  readonly size: string;
}

/** Activations as they are spelled. */
const ACTIVATIONS: Readonly<Record<string, string>> = {relu: "ReLU"};

const KINDS: Readonly<Record<string, string>> = {
  Conv2D: "Convolution",
  MaxPooling2D: "Max pooling",
  AveragePooling2D: "Average pooling",
  BatchNormalization: "Batch normalization",
  Dense: "Hidden layer",
  Bidirectional: "LSTM, both ways",
  Average: "Mean of the members"
};

/** Returns what the columns of a network are called: a number tells those of the same kind apart. */
export function columnWords({columns}: Pick<SeenNetwork, "columns">, classes: Alphabet): ColumnWords[] {
  const names = columns.map(({layer: {kind, activation, shape}}, i) => {
    const isOfClasses = String(shape) === String([classes.length]);
    if (activation === "softmax") return "Softmax";
    const isLast = (columns[i + 1]?.layer.activation ?? "softmax") === "softmax";
    if (kind === "Dense" && isOfClasses && isLast) return "Scores";
    return kind === "Activation" ? activationName(activation) : (KINDS[kind] ?? kind);
  });
  return columns.map(({layer: {shape}}, i) => {
    const isOne = names.filter((name) => name === names[i]).length === 1;
    const number = names.slice(0, i + 1).filter((name) => name === names[i]).length;
    const [height, width, maps] = shape;
    const size =
      shape.length === 3
        ? `${counted(maps!, "map")} of ${height} × ${width}`
        : `${formatCount(shape.reduce((n, side) => n * side, 1))} units`;
    return {name: isOne ? names[i]! : `${names[i]} ${number}`, size};
  });
}

/** Returns whether the values of a layer are probabilities: a softmax's, or the mean of such. */
export function isShares({kind, activation}: Pick<TracedLayer, "kind" | "activation">): boolean {
  return activation === "softmax" || kind === "Average";
}

/** Says what of a network is not shown; "" for nothing. */
export function besideWords({columns, beside}: SeenNetwork): string {
  const n = columns.reduce((most, {others}) => Math.max(most, others.length), 0);
  const member = n ? memberOf(columns.slice(0, -1).map(({layer}) => layer.name)) : "";
  const way = n ? `This is the way through the first of ${n + 1} members${member && `, ${member}`}. ` : "";
  return beside.length ? `${way}Not shown: ${counted(beside.length, "layer")} beside this way.` : "";
}

/** Returns the name of the run with which the names of a member's layers begin, "cnn" for "cnn_dense_0"; "" for none. */
function memberOf(layers: readonly string[]): string {
  const [first = ""] = layers;
  const ends = Array.from(first.matchAll(/_/g), ({index}) => index);
  const end = ends.findLast((i) => layers.every((name) => name.startsWith(first.slice(0, i + 1))));
  return end === undefined ? "" : first.slice(0, end);
}

/** Returns an activation as it is spelled: "ReLU", "softmax". */
export function activationName(activation: string): string {
  return ACTIVATIONS[activation] ?? activation;
}

/** Returns a unit in words, within its column: "unit 18", "map 3", "map 3 at row 2, column 5", "7", "the pixel in row 3, column 9". */
export function unitWords(
  network: Pick<SeenNetwork, "columns">,
  {column, place: {unit, row, column: x}}: UnitRef,
  {classes, withPlace = true}: {classes: Alphabet; withPlace?: boolean}
): string {
  if (column < 0) return `pixel in row ${Math.floor(unit / SIDE) + 1}, column ${(unit % SIDE) + 1}`;
  const {shape} = network.columns[column]!.layer;
  if (shape.length === 3) return `map ${unit + 1}${withPlace ? ` at row ${row + 1}, column ${x + 1}` : ""}`;
  if (isOfClasses(network, column, classes)) return classes[unit] ?? "";
  return `unit ${unit + 1}`;
}

/** Returns whether a column has a unit for each class: the scores, the probabilities. */
export function isOfClasses({columns}: Pick<SeenNetwork, "columns">, column: number, classes: Alphabet): boolean {
  return columns.slice(column).every(({layer: {shape}}) => String(shape) === String([classes.length]));
}

/** Says what only hands values on before a column: "Flatten: its 1,200 values become one list." */
export function passedWords({columns}: Pick<SeenNetwork, "columns">, column: number): string[] {
  const before = columns[column - 1]?.layer.shape ?? [SIDE, SIDE, 1];
  const n = before.reduce((size, side) => size * side, 1);
  return columns[column]!.passed.flatMap(({kind}) => {
    if (kind === "Flatten") return before.length > 1 ? [`Flattened to a list of ${formatCount(n)} values`] : [];
    if (kind === "Dropout") return ["Dropout, which only acts in training"];
    if (kind === "Permute") return ["Columns, from left to right"];
    return [];
  });
}

/** Returns the name of the layer that a column takes its inputs from, as in a sentence. */
export function beforeWords(network: SeenNetwork, column: number, classes: Alphabet): string {
  return column > 0 ? lowered(columnWords(network, classes)[column - 1]!.name) : "the image";
}

/** Lowers the first letter, but of "LSTM". */
export function lowered(name: string): string {
  return /^[A-Z]{2}/.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1);
}
