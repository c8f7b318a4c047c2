import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {fitPowerLaw} from "../../../src/stats/growth/powerLaw.js";

describe("fitPowerLaw(points)", () => {
  it("finds Kepler's third law, exponent 3/2, in the orbits of the planets", () => {
    // Semi-major axes in astronomical units and periods in years: NASA, Planetary Fact Sheet,
    // https://nssdc.gsfc.nasa.gov/planetary/factsheet/planet_table_ratio.html
    const planets = [[0.387, 0.241], [0.723, 0.615], [1, 1], [1.52, 1.88], [5.2, 11.9], [9.57, 29.4], [19.17, 83.7], [30.18, 163.7]]; // prettier-ignore
    const {exponent, factor} = fitPowerLaw(planets.map(([x, y]) => ({x: x!, y: y!})))!;
    expect(exponent).toBeCloseTo(1.5, 2);
    expect(factor).toBeCloseTo(1, 2);
  });

  it("gives the slope and its standard error as Anscombe published them, for points on logarithmic scales", () => {
    // Graphs in Statistical Analysis, The American Statistician 27, 1973, page 19: y = 3 + 0.5 x, standard error 0.118
    const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
    const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
    const law = fitPowerLaw(x.map((value, i) => ({x: Math.exp(value), y: Math.exp(y[i]!)})))!;
    expect(law.exponent).toBeCloseTo(0.5, 3);
    expect(law.standardError).toBeCloseTo(0.118, 3);
    expect(Math.log(law.factor)).toBeCloseTo(3, 2);
  });

  it("finds any law from points on it, in whatever units", () => {
    const law = fc.record({exponent: fc.double({min: -3, max: 3, noNaN: true}), factor: fc.double({min: 1e-3, max: 1e3, noNaN: true})}); // prettier-ignore
    fc.assert(
      fc.property(law, fc.double({min: 1e-3, max: 1e3, noNaN: true}), ({exponent, factor}, unit) => {
        const points = [1000, 3000, 10_000, 1_000_000].map((x) => ({x: unit * x, y: factor * x ** exponent}));
        const found = fitPowerLaw(points)!;
        expect(found.exponent).toBeCloseTo(exponent, 6);
        expect(found.standardError).toBeCloseTo(0, 6);
      })
    );
  });

  it("knows no standard error from two points, and no law from fewer sizes", () => {
    expect(fitPowerLaw([{x: 1, y: 1}, {x: 10, y: 100}])).toMatchObject({exponent: 2, standardError: NaN}); // prettier-ignore
    expect(fitPowerLaw([{x: 5, y: 1}, {x: 5, y: 2}])).toBeUndefined(); // prettier-ignore
    expect(fitPowerLaw([])).toBeUndefined();
  });
});
