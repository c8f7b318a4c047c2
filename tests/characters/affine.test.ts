import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {inverseAffine} from "../../src/characters/affine.js";

const anyAffine = fc.record({
  rotation: fc.double({min: -180, max: 180, noNaN: true}),
  scaleX: fc.double({min: 0.3, max: 3, noNaN: true}),
  scaleY: fc.double({min: 0.3, max: 3, noNaN: true}),
  shear: fc.double({min: -1, max: 1, noNaN: true}),
  shiftX: fc.double({min: -30, max: 30, noNaN: true}),
  shiftY: fc.double({min: -30, max: 30, noNaN: true})
});

describe("inverseAffine(map)", () => {
  it("inverts the map: scaling, shearing, rotating and shifting in turn, it reads each point at its origin", () => {
    const place = fc.double({min: 0, max: 27, noNaN: true});
    fc.assert(
      fc.property(anyAffine, place, place, (map, x, y) => {
        let [u, v] = [(x - 13.5) * map.scaleX, (y - 13.5) * map.scaleY];
        u += map.shear * v;
        const [radius, angle] = [Math.hypot(u, v), Math.atan2(v, u) + (map.rotation / 180) * Math.PI];
        u = 13.5 + radius * Math.cos(angle) + map.shiftX;
        v = 13.5 + radius * Math.sin(angle) + map.shiftY;
        const [a, b, e, c, d, f] = inverseAffine(map);
        expect(Math.abs(a * u + b * v + e - x)).toBeLessThan(1e-9);
        expect(Math.abs(c * u + d * v + f - y)).toBeLessThan(1e-9);
      })
    );
  });
});
