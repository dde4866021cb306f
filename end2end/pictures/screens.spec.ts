// The five screens on a busy morning, in both languages, for the README.
import { statSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, signIn, test } from "../sportello";
import { address, atHand, chooseCash, LANGUAGES, open, shownNumber, takeButton, touch, words } from "../screens";
import { age, busyMorning, show } from "./morning";

const LARGEST = 170_000;

test.use({ contextOptions: { reducedMotion: "reduce" } });

async function picture(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(0, 0);
  const path = join(import.meta.dirname, `${name}.png`);
  await page.screenshot({ path, animations: "disabled" });
  expect(statSync(path).size, name).toBeLessThan(LARGEST);
}

for (const language of LANGUAGES) {
  test(`pictures (${language})`, async ({ another, server }) => {
    const morning = await busyMorning(server);
    const gaia = await server.signIn("gaia");
    const kiosk = await another({ width: 1280, height: 720 });
    await open(kiosk, address.kiosk(language));
    await picture(kiosk, `kiosk-${language}`);
    await chooseCash(kiosk, language);
    await touch(atHand(kiosk, language).first());
    await picture(kiosk, `kiosk-ready-${language}`);
    await takeButton(kiosk, language).click();
    await shownNumber(kiosk);
    await expect(kiosk.locator(".issued-ahead")).toContainText(/\d/);
    await expect(kiosk.getByRole("img", { name: words[language].kiosk.qr })).toBeVisible();
    await picture(kiosk, `kiosk-ticket-${language}`);

    const wall = await another({ width: 1280, height: 720 });
    await open(wall, address.lobby(language));
    await expect(wall.locator(".wall-row")).toHaveCount(4);
    await picture(wall, `lobby-${language}`);

    // Anna is about to call the next one: whom, and why. Then the visitor sits with her.
    const desk = await another();
    await signIn(desk.context(), server, "anna");
    await age(desk, morning, gaia.headers);
    await show(desk, address.desk(1, language));
    await expect(desk.getByRole("button", { name: words[language].desk.call_next })).toBeEnabled();
    await picture(desk, `desk-${language}`);
    const anna = await server.signIn("anna");
    await anna.desk(1, "next", "start");
    await show(desk, address.desk(1, language));
    await picture(desk, `desk-serving-${language}`);

    const manager = await another();
    await signIn(manager.context(), server, "gaia");
    await age(manager, morning, gaia.headers);
    await show(manager, address.manager(language));
    await picture(manager, `manager-${language}`);

    const phone = await another({ width: 390, height: 844 });
    await age(phone, morning);
    await show(phone, address.phone(morning.mine, language));
    await picture(phone, `phone-${language}`);
  });
}
