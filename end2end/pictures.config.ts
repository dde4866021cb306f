// The pictures of the README. `npx playwright test --config pictures.config.ts`
import { inChromium } from "./browser";

export default inChromium({ testDir: "pictures", workers: 1 });
