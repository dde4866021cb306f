// A lobby's long day, pressed together. `npx playwright test --config soak.config.ts`
import { inChromium } from "./browser";

export default inChromium({
  testDir: "soak",
  workers: 1,
  timeout: 40 * 60_000,
  expect: { timeout: 60_000 },
  reporter: [["line"]],
  use: { trace: "off" },
});
