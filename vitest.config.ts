import {defineConfig} from "vitest/config";

/** The tests that need the site to be built. */
const AFTER_BUILD = ["tests/browser/**/*.test.ts", "tests/commands/build.test.ts"];

export default defineConfig({
  test: {
    setupFiles: "tests/setup.ts",
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What a page is to show in the end may take a busy machine longer than the second of vitest's default.
    expect: {poll: {timeout: 20_000}},
    // Two cores: the browser and the trainings have processes of their own.
    maxWorkers: 2,
    // The files of a worker share its process; what that means for our modules, tests/setup.ts says.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/**/*.test.ts"],
          exclude: AFTER_BUILD,
          globalSetup: "tests/commands/bundle.ts"
        }
      },
      {
        extends: true,
        // Pages wait for frames, timers and answers: a third one keeps both cores busy.
        // A page under load may miss its moment once; the report names each test that took a second try.
        test: {name: "browser", include: AFTER_BUILD, maxWorkers: 3, retry: 1, globalSetup: "tests/browser/setup.ts"}
      }
    ]
  }
});
