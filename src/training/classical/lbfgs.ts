/** A function's value and gradient at a point. */
export interface Slope {
  readonly value: number;
  readonly gradient: Float64Array;
}

/** How a minimum is looked for. */
export interface Search {
  /** Returns roughly the inverse Hessian times a vector: the closer, the fewer steps. */
  readonly precondition?: ((vector: Float64Array) => Float64Array) | undefined;
  /** The norm of the gradient at which the search ends. */
  readonly tolerance: number;
  readonly maxSteps: number;
}

/** The number of past steps that shape the next one. */
const MEMORY = 10;

/** The share of the decrease that the slope promises which a step must bring. */
const ENOUGH = 1e-4;

/** The maximum number of times that a step is halved. */
const MAX_HALVINGS = 40;

/** A step and what it changed. */
interface Step {
  readonly moved: Float64Array;
  readonly turned: Float64Array;
  /** 1 / (moved · turned) */
  readonly rate: number;
}

/**
 * Minimizes a smooth convex function from *start* on by L-BFGS with backtracking: Nocedal and Wright, Numerical
 * Optimization, 2006, algorithm 7.5. Returns the last point with the norm of its gradient and the number of steps; the
 * search ends early where no step improves the value, as rounding will have it in the end.
 */
export function minimize(
  slopeAt: (point: Float64Array) => Slope,
  start: Float64Array,
  {precondition = (vector) => vector.slice(), tolerance, maxSteps}: Search
): {readonly point: Float64Array; readonly norm: number; readonly steps: number} {
  let [point, slope] = [start, slopeAt(start)];
  const past: Step[] = [];
  let steps = 0;
  for (; steps < maxSteps && norm(slope.gradient) > tolerance; ++steps) {
    const direction = descend(slope.gradient, past, precondition);
    const found = backtrack(slopeAt, {point, slope, direction});
    if (!found) break;
    const moved = found.point.map((value, i) => value - point[i]!);
    const turned = found.slope.gradient.map((value, i) => value - slope.gradient[i]!);
    const curvature = dot(moved, turned);
    if (curvature > 0) past.push({moved, turned, rate: 1 / curvature});
    if (past.length > MEMORY) past.shift();
    ({point, slope} = found);
  }
  return {point, norm: norm(slope.gradient), steps};
}

/** Returns the quasi-Newton direction by the two-loop recursion. */
function descend(
  gradient: Float64Array,
  past: readonly Step[],
  precondition: (vector: Float64Array) => Float64Array
): Float64Array {
  const rest = gradient.map((value) => -value);
  const shares = new Float64Array(past.length);
  for (let k = past.length - 1; k >= 0; --k) {
    const {moved, turned, rate} = past[k]!;
    shares[k] = rate * dot(moved, rest);
    add(rest, turned, -shares[k]!);
  }
  const direction = precondition(rest);
  const last = past.at(-1);
  if (last) {
    const scale = 1 / (last.rate * dot(last.turned, precondition(last.turned)));
    for (let i = 0; i < direction.length; ++i) direction[i]! *= scale;
  }
  past.forEach(({moved, turned, rate}, k) => add(direction, moved, shares[k]! - rate * dot(turned, direction)));
  return direction;
}

/** Halves the step until the value falls enough; undefined if it never does. */
function backtrack(
  slopeAt: (point: Float64Array) => Slope,
  {point, slope, direction}: {point: Float64Array; slope: Slope; direction: Float64Array}
): {point: Float64Array; slope: Slope} | undefined {
  const promised = dot(slope.gradient, direction);
  for (let halvings = 0, step = 1; halvings < MAX_HALVINGS; ++halvings, step /= 2) {
    const next = point.map((value, i) => value + step * direction[i]!);
    const reached = slopeAt(next);
    if (reached.value <= slope.value + ENOUGH * step * promised) return {point: next, slope: reached};
  }
  return undefined;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; ++i) sum += a[i]! * b[i]!;
  return sum;
}

function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

function add(to: Float64Array, what: Float64Array, factor: number): void {
  for (let i = 0; i < to.length; ++i) to[i]! += factor * what[i]!;
}
