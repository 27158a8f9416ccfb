import js from "@eslint/js";
import wxmlParser from "@wxml/parser";
import wxml from "eslint-plugin-wxml";
import globals from "globals";

const miniProgram = { wx: "readonly", App: "readonly", Component: "readonly", getApp: "readonly", require: "readonly", module: "writable" };

export default [
  { ignores: ["src/miniprogram_npm/**", "node_modules/**"] },
  { files: ["**/*.js", "**/*.mjs"], ...js.configs.recommended },
  {
    files: ["src/**/*.js"],
    languageOptions: { sourceType: "commonjs", globals: { ...miniProgram, setTimeout: "readonly", clearTimeout: "readonly" } },
    rules: { eqeqeq: "error", "prefer-const": "error", "no-var": "error", "max-lines": ["error", 200] },
  },
  { files: ["scripts/**/*.mjs", "*.mjs"], languageOptions: { globals: globals.node } },
  {
    files: ["tests/**/*.js", "jest.config.js"],
    languageOptions: { sourceType: "commonjs", globals: { ...globals.node, ...globals.jest, ...globals.browser, wx: "readonly" } },
  },
  {
    files: ["src/**/*.wxml"],
    plugins: { wxml },
    languageOptions: { parser: wxmlParser },
    rules: {
      "wxml/report-wxml-syntax-error": "error",
      "wxml/report-interpolation-error": "error",
      "wxml/no-duplicate-attributes": "error",
      "wxml/no-unexpected-string-bool": "error",
      "wxml/no-wx-if-string": "error",
      "wxml/no-wx-for-with-wx-else": "error",
      "wxml/no-wx-for-with-wx-if": "error",
      "wxml/no-vue-directive": "error",
      "wxml/no-dynamic-wx-key": "error",
      "wxml/wx-key": "error",
      // Both would let the server's text be more than text, or a third party's page in.
      "wxml/forbid-tags": ["error", { forbid: ["rich-text", "web-view", "ad", "open-data"] }],
    },
  },
];
