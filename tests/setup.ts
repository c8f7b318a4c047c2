import fc from "fast-check";
import {afterAll, vi} from "vitest";

// The same examples in every run: what passes here passes elsewhere. `npm run fuzz` looks for others.
fc.configureGlobal({seed: 20_261_122});

// The files of a worker share one process, and with it the packages that are already loaded; nothing else of ours: each file
// loads our modules anew, with the variables of the environment that it was given.
afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.resetModules();
});
