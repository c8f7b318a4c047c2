import js from "@eslint/js";
import tseslint from "typescript-eslint";

/** Refuses html<"select">`<input …>`: the type of a template is said by hand, and no compiler reads its tag. */
const templateTag = {
  meta: {type: "problem", schema: []},
  create: (context) => ({
    TaggedTemplateExpression({tag, typeArguments, quasi}) {
      if (!typeArguments || !["html", "svg"].includes(tag.name)) return;
      const said = typeArguments.params[0].literal?.value;
      const found = /^\s*<([a-z][a-z0-9-]*)/i.exec(quasi.quasis[0].value.cooked)?.[1];
      if (said !== found) context.report({node: quasi, message: `Expected a template of <${said}>, got <${found}>.`});
    }
  })
};

export default tseslint.config(
  {
    ignores: [
      "dist/",
      ".dist-next/",
      "data/",
      "src/.observablehq/",
      "src/bundles/",
      "src/readers/assembly/",
      "src/kernels/assembly/"
    ]
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/unified-signatures": "off",
      "no-console": "error",
      // One spelling of d3, by package: a page loads only those it uses, and draws without the whole of it.
      "no-restricted-imports": ["error", {name: "d3", message: "Import from d3-array, d3-random … instead."}],
      eqeqeq: ["error", "always", {null: "ignore"}]
    }
  },
  {
    files: ["src/**/*.ts", "loaders/**/*.ts", "tests/**/*.ts"],
    plugins: {handscope: {rules: {"template-tag": templateTag}}},
    languageOptions: {parserOptions: {projectService: true, tsconfigRootDir: import.meta.dirname}},
    rules: {
      "handscope/template-tag": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/no-unnecessary-type-assertion": "error"
    }
  }
);
