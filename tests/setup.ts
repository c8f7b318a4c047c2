import fc from "fast-check";
import {afterAll, vi} from "vitest";

// The same examples in every run, so that a test that passes here passes elsewhere. `npm run fuzz` tries others.
fc.configureGlobal({seed: 20_261_122});

// The files of a worker share one process, and with it the packages that are already loaded. They share nothing of ours: each
// file loads our modules anew, with the environment variables that it sets. What a file left to be loaded after its end is
// forgotten too, hence the second reset.
vi.resetModules();
afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.resetModules();
});
