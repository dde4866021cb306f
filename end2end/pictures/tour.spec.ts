// The small pictures of the five screens, in both languages, for the guided tour on a demo's front door.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, signIn, test } from "../sportello";
import { address, LANGUAGES, open } from "../screens";
import { age, busyMorning, show } from "./morning";

const FOLDER = join(import.meta.dirname, "../../public/tour");
/** As app/src/pages/front_door.rs shows them. */
const SIZE = { width: 480, height: 300 };
const LARGEST = 25_000;

test.use({ contextOptions: { reducedMotion: "reduce" } });

/** The page from `part` on, its whole width in the shape of a picture, made small. */
async function picture(page: Page, name: string, part = page.locator("body")): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(0, 0);
  const width = page.viewportSize()?.width ?? SIZE.width;
  const y = (await part.boundingBox())?.y ?? 0;
  const clip = { x: 0, y, width, height: (width * SIZE.height) / SIZE.width, scale: SIZE.width / width };
  const browser = await page.context().newCDPSession(page);
  const { data } = await browser.send("Page.captureScreenshot", { format: "webp", quality: 80, clip });
  const file = Buffer.from(data, "base64");
  expect(file.length, name).toBeLessThan(LARGEST);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${name}.webp`), file);
}

for (const language of LANGUAGES) {
  test(`pictures of the tour (${language})`, async ({ another, server }) => {
    const morning = await busyMorning(server);
    const gaia = await server.signIn("gaia");
    const kiosk = await another();
    await open(kiosk, address.kiosk(language));
    await picture(kiosk, `kiosk-${language}`);

    const phone = await another({ width: 600, height: 900 });
    await age(phone, morning);
    await show(phone, address.phone(morning.mine, language));
    await picture(phone, `phone-${language}`, phone.getByRole("main"));

    const wall = await another();
    await open(wall, address.lobby(language));
    await expect(wall.locator(".wall-row")).toHaveCount(4);
    await picture(wall, `lobby-${language}`);

    const desk = await another();
    await signIn(desk.context(), server, "anna");
    await age(desk, morning, gaia.headers);
    await show(desk, address.desk(1, language));
    await picture(desk, `desk-${language}`);

    const manager = await another();
    await signIn(manager.context(), server, "gaia");
    await age(manager, morning, gaia.headers);
    await show(manager, address.manager(language));
    await picture(manager, `manager-${language}`);
  });
}
