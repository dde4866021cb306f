// The rules: every spec against the real server in a real browser. `npx playwright test`
import { inChromium } from "./browser";

export default inChromium({
  testDir: "specs",
  // What a test waits for is a state; these are only for what never comes, and long enough for a machine that is busy.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  // A browser that its machine has let down is tried once more; the list says which spec was flaky.
  retries: 1,
});
