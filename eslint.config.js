import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  {ignores: ["dist/", ".dist-next/", "data/", "src/.observablehq/", "src/bundles/"]},
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/unified-signatures": "off",
      "no-console": "error",
      eqeqeq: ["error", "always", {null: "ignore"}]
    }
  }
);
