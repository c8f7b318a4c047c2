import {randomLcg} from "d3-random";
import * as tf from "@tensorflow/tfjs";
import {describe, expect, it} from "vitest";
import {distanceMeter} from "../../../src/readers/vectors/distances.js";

function randomRows(n: number, length: number, seed: number): Float32Array {
  const random = randomLcg(seed);
  return Float32Array.from({length: n * length}, () => 4 * random() - 2);
}

describe("distanceMeter(vectors, length, {maxProduct})", () => {
  it("measures squared distances from all vectors, query after query", () => {
    const meter = distanceMeter(Float32Array.of(0, 0, 3, 4), 2);
    const rows: number[][] = [];
    meter.measure(Float32Array.of(0, 0, 3, 0, 3, 4), (row, i) => void (rows[i] = [...row]));
    expect(rows).toEqual([
      [0, 25],
      [9, 16],
      [25, 0]
    ]);
    meter.dispose();
  });

  it("gives the same where queries take several products of matrices", () => {
    const [vectors, queries] = [randomRows(100, 2, 0.1), randomRows(14, 2, 0.2)];
    const meter = distanceMeter(vectors, 2, {maxProduct: 650}); // six queries a product
    const seen: number[] = [];
    meter.measure(queries, (row, i) => {
      seen.push(i);
      for (const v of [0, 12, 99]) {
        const [dx, dy] = [0, 1].map((d) => queries[2 * i + d]! - vectors[2 * v + d]!);
        expect(row[v]).toBeCloseTo(dx! * dx! + dy! * dy!, 4);
      }
    });
    expect(seen).toEqual(Array.from({length: 14}, (_, i) => i));
    meter.dispose();
  });

  it("leaks no tensors", () => {
    const before = tf.memory().numTensors;
    const meter = distanceMeter(randomRows(9, 3, 0.1), 3);
    meter.measure(randomRows(4, 3, 0.2), () => {});
    meter.measure(new Float32Array(0), () => expect.unreachable("there is no query"));
    meter.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
