// The pictures of the README and of the tour. `npx playwright test --config pictures.config.ts`
import { inChromium } from "./browser";

export default inChromium({ testDir: "pictures", workers: 1 });
