import js from "@eslint/js";
import reactHooks from "eslint-plugin-react-hooks";
import globals from "globals";
import tseslint from "typescript-eslint";

const tauriOnlyInHost = {
  group: ["@tauri-apps/*"],
  message: "Only ui/src/host knows which host it runs in. Add what you need to the Host interface there.",
};

export default tseslint.config(
  {
    ignores: [
      "target",
      "gen",
      "artifacts",
      "node_modules",
      "ui/dist",
      // Generated from Rust (crates/workbench/src/schema).
      "ui/src/schema",
    ],
  },
  js.configs.recommended,
  {
    files: ["ui/src/**/*.{ts,tsx}", "vite.config.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      eqeqeq: "error",
      "no-console": ["error", { allow: ["error"] }],
      "no-restricted-imports": ["error", { patterns: [tauriOnlyInHost] }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
    },
  },
  { files: ["ui/src/**/*.{ts,tsx}"], ...reactHooks.configs.flat.recommended },
  { files: ["ui/src/host/**/*.ts"], rules: { "no-restricted-imports": "off" } },
  {
    // Scripts that drive a browser from Node (tests, screenshots).
    files: ["**/*.{js,mjs}"],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
);
