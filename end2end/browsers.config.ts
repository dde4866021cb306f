// The screens in the engines of other phones and tablets: Firefox (Gecko) and WebKit. `npx playwright test --config browsers.config.ts`
import { inChromium } from "./browser";

// Playwright runs the specs; the browsers are Debian's own, steered by WebDriver, since Playwright knows builds of its own alone.
export default inChromium({
  testDir: "browsers",
  workers: 1,
  timeout: 120_000,
  projects: [{ name: "firefox" }, { name: "webkit" }],
});
