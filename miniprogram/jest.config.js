module.exports = {
  testEnvironment: "jsdom",
  testMatch: ["<rootDir>/tests/**/*.test.js"],
  setupFiles: ["<rootDir>/tests/helpers/globals.js"],
  // TDesign ships ES modules; our own code is CommonJS, as the base library runs it.
  transform: { "miniprogram_npm/.+\\.js$": ["babel-jest", { plugins: ["@babel/plugin-transform-modules-commonjs"] }] },
  testTimeout: 60000, // a page with a whole plan takes seconds on two busy cores
  restoreMocks: true,
};
