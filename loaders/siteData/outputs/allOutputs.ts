import type {Output} from "../output.js";
import {atlas} from "./atlas.js";
import {claims} from "./claims.js";
import {dataset} from "./dataset.js";
import {demonstration} from "./demonstration.js";
import {desk} from "./desk.js";
import {digits} from "./digits.js";
import {duel} from "./duel.js";
import {growth} from "./growth.js";
import {hashes} from "./hashes.js";
import {proof} from "./proof.js";
import {runs} from "./runs.js";
import {sprites} from "./sprites.js";
import {stepCosts} from "./stepCosts.js";
import {systems} from "./systems.js";
import {traits} from "./traits.js";
import {typical} from "./typical.js";

/** What the front page loads. */
export const FRONT_OUTPUTS: readonly Output[] = [dataset, desk, demonstration, runs, systems];

/** All files that the pages load of digits and runs, what takes long last. */
export const OUTPUTS: readonly Output[] = [
  ...FRONT_OUTPUTS,
  digits,
  typical,
  traits,
  hashes,
  duel,
  claims,
  growth,
  proof,
  sprites,
  stepCosts,
  atlas
];
