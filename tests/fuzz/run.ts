import {randomLcg} from "d3-random";
import {InputError} from "../../src/inputError.js";
import {below, mutate} from "./mutate.js";
import type {Target} from "./target.js";
import {makeTargets} from "./targets.js";

// npm run fuzz [-- INPUTS [SEED]]: valid files, changed at random, go through every parser of files from outside. Right
// answers are a value that is as its type promises, or an InputError that names the source; anything else, and whatever
// takes more than a second of CPU time, is a finding: it is printed with its bytes, and the exit is 1.

const [total = 100_000, seed = 1] = process.argv.slice(2).map(Number);

/** The most CPU time for one input, in ms. */
const SLOW = 1000;

interface Figures {
  parser: string;
  inputs: number;
  read: number;
  refused: number;
  "slowest (ms)": number;
}

const targets = await makeTargets();
const weights = targets.reduce((sum, {weight}) => sum + weight, 0);
const findings: string[] = [];
const table = [];
for (const target of targets) table.push(await fuzz(target, Math.ceil((total * target.weight) / weights)));
const inputs = table.reduce((sum, figures) => sum + figures.inputs, 0);
process.stdout.write(`${["parser", "inputs", "read", "refused", "slowest (ms)"].join("\t")}\n`);
for (const figures of table) process.stdout.write(`${Object.values(figures).join("\t")}\n`);
process.stdout.write(`${inputs} inputs, seed ${seed}: ${findings.length} findings, `);
process.stdout.write(`${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most\n`);
for (const finding of findings.slice(0, 20)) process.stdout.write(`${finding}\n`);
process.exitCode = findings.length ? 1 : 0;

async function fuzz({name, seeds, parse, close}: Target, count: number): Promise<Figures> {
  const random = randomLcg(seed / 2 ** 32);
  const figures: Figures = {parser: name, inputs: count, read: 0, refused: 0, "slowest (ms)": 0};
  for (let i = 0; i < count; ++i) {
    const pick = () => seeds[below(random, seeds.length)]!;
    const bytes = mutate(pick(), pick(), random);
    const start = process.cpuUsage();
    try {
      await parse(bytes, random);
      ++figures.read;
    } catch (error) {
      if (error instanceof InputError && error.message.includes("fuzzed") && !/[\n\r]/.test(error.message))
        ++figures.refused;
      else findings.push(`${name}: ${String(error)} for ${Buffer.from(bytes).toString("base64")}`);
    }
    const {user, system} = process.cpuUsage(start);
    const took = (user + system) / 1000; // of all threads: other processes on a busy machine don't count
    if (took > SLOW)
      findings.push(`${name}: ${Math.round(took)} ms of CPU for ${Buffer.from(bytes).toString("base64")}`);
    figures["slowest (ms)"] = Math.max(figures["slowest (ms)"], Math.round(took));
  }
  close?.();
  return figures;
}
