// How the style sheets are written: the standard rules, and where we differ, why.
export default {
  extends: ["stylelint-config-standard"],
  rules: {
    // The build's bundler joins the sheets by these lines, which read as paths.
    "import-notation": "string",
  },
};
