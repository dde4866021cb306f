// The rules: every spec against the real server in a real browser. `npx playwright test`
import { inChromium } from "./browser";

export default inChromium({
  testDir: "specs",
  timeout: 60_000,
  expect: { timeout: 10_000 },
});
