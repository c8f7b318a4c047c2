import type {Alphabet} from "../../characters/alphabet.js";
import {unitFormula, type UnitFormula} from "../network/unitFormula.js";
import {capitalized} from "../page/classWords.js";
import {formatCount} from "../page/format.js";
import type {SeenNetwork} from "../network/seenNetwork.js";
import type {UnitRef} from "../network/unitLinks.js";
import {activationName, columnWords, isOfClasses, isShares, lowered, unitWords} from "./columnWords.js";
import {fineShare, signed} from "./numbers.js";
import type {Seen} from "./seeUnit.js";

/** Returns a unit with its layer: "Hidden layer 2, unit 18", "Softmax, 7". */
export function unitTitle(network: SeenNetwork, unit: UnitRef, classes: Alphabet, withPlace = true): string {
  const words = columnWords(network, classes)[unit.column]!;
  return `${words.name}, ${unitWords(network, unit, {classes, withPlace})}`;
}

/** Says in a line what the unit that is looked at computes; without a network, why there is none. */
export function readoutOf({state, network, unit}: Seen): string {
  if (!network || !unit) return missing(state);
  const {layer} = network.columns[unit.column]!;
  const formula = unitFormula(network.columns[unit.column]!, unit.place);
  return `${unitTitle(network, unit, state.classes)}: ${lineOf(formula, layer.activation)}`;
}

function missing(state: Seen["state"]): string {
  if (state.problem) return `The network does not answer: ${state.problem}.`;
  if (state.layers === null) return "This run’s network has layers of a kind that this page can’t follow yet.";
  if (state.digits?.length === 0) return "No ink found.";
  return state.digits ? "This network gives no answer that this page can follow." : "";
}

/** Returns a formula in a line: "128 products add up to 2.1034, + bias 0.2101 = 2.3135; ReLU keeps it: 2.3135". */
export function lineOf(formula: UnitFormula, activation: string): string {
  const value = signed(formula.value);
  switch (formula.kind) {
    case "sum": {
      const {sum, bias, products} = formula;
      const line = `${formatCount(products.length)} products ${signed(sum - bias)} + bias ${signed(bias)} = ${signed(sum)}`;
      if (activation === "relu") return `${line}; ReLU ${sum > 0 ? "keeps it" : "makes it 0"}: ${value}`;
      return activation === "linear" ? line : `${line}; ${activationName(activation)} makes it ${value}`;
    }
    case "normalization":
      return `(${signed(formula.input)} − mean ${signed(formula.mean)}) ÷ √(variance ${signed(formula.variance)} + ${formula.epsilon}) × ${signed(formula.scale)} + ${signed(formula.offset)} = ${value}`;
    case "pool":
      return `the ${formula.isMax ? "largest" : "mean"} of ${formatCount(formula.inputs.length)} values: ${value}`;
    case "softmax":
      return `e to the power of its score ${signed(formula.scores[formula.unit]!)}, as a share of the sum for all classes: ${fineShare(formula.value)}`;
    case "mean":
      return `the mean of ${formula.inputs.map((input) => fineShare(input)).join(", ")}: ${fineShare(formula.value)}`;
    case "activation":
      return `${activationName(formula.activation)} of ${signed(formula.input)}: ${value}`;
    case "lstm": {
      const {forget, before, input, candidate, output, memory} = formula;
      return `memory: forget ${signed(forget)} × ${signed(before)} before + input ${signed(input)} × candidate ${signed(candidate)} = ${signed(memory)}; output ${signed(output)} × tanh of it ${signed(Math.tanh(memory))} = ${value}`;
    }
    case "unknown":
      return value;
  }
}

/** Returns the title of what is said of a unit: "Unit 18 of hidden layer 2 is at 2.31"; of a class, "Score of 7: 12.40". */
export function findingOf(network: SeenNetwork, unit: UnitRef, classes: Alphabet): string {
  const {layer} = network.columns[unit.column]!;
  const {name} = columnWords(network, classes)[unit.column]!;
  const {value} = unitFormula(network.columns[unit.column]!, unit.place);
  const words = unitWords(network, unit, {classes});
  const shown = isShares(layer) ? fineShare(value) : signed(value, 2);
  const inLayer = isOfClasses(network, unit.column, classes) ? classTitle(name, words) : `${words} of ${lowered(name)}`;
  return value === 0 && !isShares(layer) ? `${capitalized(inLayer)} stays at 0` : `${capitalized(inLayer)}: ${shown}`;
}

/** Returns the title of one class of a column: "Score of 7", "Softmax of 7", "Mean of the members for 7". */
function classTitle(column: string, name: string): string {
  const one = column.replace(/^Scores/, "Score");
  return `${one} ${one.includes(" of ") ? "for" : "of"} ${name}`;
}
