// The figures of the README that a browser can measure. `npx playwright test --config figures.config.ts`
import { inChromium } from "./browser";

export default inChromium({ testDir: "figures", workers: 1, reporter: [["line"]] });
