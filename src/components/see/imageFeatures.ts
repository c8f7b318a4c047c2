import {PIXELS} from "../../ink/image/grid.js";

/** Images whose activations are asked for at a time: a drawing that is to be read waits for them. */
const CHUNK = 100;

/** The activations of one layer for images, of which the first *n* are known. */
export interface ImageFeatures {
  readonly values: Float32Array;
  readonly n: number;
}

/** Asks a run for the activations of a *layer*, [n × size], for images, [n × 784], 0 to 255; null if it has none. */
export type AskActivations = (run: string, images: Uint8Array, layer: string) => Promise<Float32Array | null>;

/** Computes what the layers of runs make of the same images, some at a time, and keeps it. */
export interface FeatureStore {
  /** Returns what is known of a run's layer, and computes the rest of it from now on, before any other. */
  of(run: string, layer: string): ImageFeatures | undefined;
}

/**
 * Returns a store for *images*, [n × 784], 0 to 255. Calls *onMore* after each step, and *onError* with the run where one
 * fails; that run is asked again when its layer is wanted again.
 */
export function featureStore(
  images: Uint8Array,
  ask: AskActivations,
  {onMore, onError}: {readonly onMore: () => void; readonly onError: (run: string, error: unknown) => void}
): FeatureStore {
  const all = images.length / PIXELS;
  const known = new Map<string, ImageFeatures>();
  let wanted: readonly [run: string, layer: string] | undefined;
  let isBusy = false;

  async function step([run, layer]: readonly [run: string, layer: string]): Promise<void> {
    const key = `${run}/${layer}`;
    const {values, n} = known.get(key) ?? {values: undefined, n: 0};
    const end = Math.min(all, n + CHUNK);
    const more = await ask(run, images.slice(n * PIXELS, end * PIXELS), layer);
    if (!more) throw new Error("the run has no layers that can be followed");
    const size = more.length / (end - n);
    const whole = values ?? new Float32Array(size * all);
    whole.set(more, size * n);
    known.set(key, {values: whole, n: end});
  }

  async function work(): Promise<void> {
    isBusy = true;
    for (let next = wanted; next && (known.get(next.join("/"))?.n ?? 0) < all; next = wanted) {
      try {
        await step(next);
        onMore();
      } catch (error) {
        if (wanted === next) wanted = undefined;
        onError(next[0], error);
      }
    }
    isBusy = false;
  }

  return {
    of(run, layer) {
      if (wanted?.[0] !== run || wanted[1] !== layer) wanted = [run, layer];
      if (!isBusy) void work();
      return known.get(`${run}/${layer}`);
    }
  };
}
