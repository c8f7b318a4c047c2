import {defineConfig} from "vitest/config";

export default defineConfig({
  test: {
    setupFiles: "tests/setup.ts",
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What a page is to show in the end may take a busy machine longer than the second of vitest's default.
    expect: {poll: {timeout: 20_000}},
    // Two cores: the browser and the trainings have processes of their own.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          isolate: false,
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/browser/**"],
          globalSetup: "tests/commands/bundle.ts"
        }
      },
      {
        extends: true,
        test: {name: "browser", include: ["tests/browser/**/*.test.ts"], globalSetup: "tests/browser/setup.ts"}
      }
    ]
  }
});
