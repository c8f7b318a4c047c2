import fc from "fast-check";
import {afterAll, vi} from "vitest";

// The same examples in every run, so that a test that passes here passes elsewhere. `npm run fuzz` tries others.
fc.configureGlobal({seed: 20_261_122});

// The files of a worker share one process and its loaded packages, but not our modules: each file loads these again,
// with its own environment variables.
afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.resetModules();
});
