// The desk's screen follows the moment: what can be done now stands on it, whole, on the tablets and laptops of a branch.
import type { Page } from "@playwright/test";
import { expect, signIn, test } from "../sportello";
import { address, LANGUAGES, open, words } from "../screens";

const SIZES = [
  { width: 1024, height: 768 },
  { width: 800, height: 1280 },
  { width: 1280, height: 800 },
  { width: 1366, height: 768 },
  { width: 1440, height: 900 },
];

/** Nothing of the page lies outside of its window, and no word outside of its button. */
async function expectOnOneScreen(page: Page, moment: string): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    const at = `${moment}, ${size.width} x ${size.height}`;
    const over = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return { wide: Math.max(0, scrollWidth - innerWidth), high: Math.max(0, scrollHeight - innerHeight) };
    });
    expect(over, `${at}: nothing need be scrolled`).toEqual({ wide: 0, high: 0 });
    const cut = await page.locator("main button").evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent));
    expect(cut, `${at}: no word runs out of its button`).toEqual([]);
    if (process.env["SPORTELLO_PICTURES"]) {
      await page.screenshot({ path: `${process.env["SPORTELLO_PICTURES"]}/desk-${moment.replaceAll(" ", "-")}-${size.width}.png` });
    }
  }
}

for (const language of LANGUAGES) {
  const own = words[language].desk;
  const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

  test(`the three moments of a visit stand on one screen of every size, each with its own steps alone (${language})`, async ({ page, server }) => {
    for (let count = 0; count < 8; count += 1) await server.issue("cash", { language, priority: count === 0 });
    await signIn(page.context(), server, "anna");
    await open(page, address.desk(1, language));
    await expect(page.getByText(own.closed_detail)).toBeVisible();
    await expectOnOneScreen(page, `closed ${language}`);
    await button(page, own.open).click();

    const callNext = page.getByRole("button", { name: own.call_next });
    await expect(callNext).toContainText("A001");
    const area = await callNext.boundingBox();
    expect((area?.width ?? 0) * (area?.height ?? 0), "whom to call is the screen").toBeGreaterThan(120_000);
    for (const later of [own.start, own.recall, own.finish]) await expect(button(page, later)).toHaveCount(0);
    await expectOnOneScreen(page, `free ${language}`);

    await callNext.click();
    const atDesk = page.getByRole("region", { name: own.at_desk });
    await expect(atDesk).toContainText("A001");
    await expect(button(page, own.start)).toBeEnabled();
    await expect(page.getByRole("button", { name: own.no_show })).toContainText(/\d+ s/);
    for (const other of [own.finish, own.pause, own.close]) await expect(button(page, other)).toHaveCount(0);
    await expect(callNext).toHaveCount(0);
    await expectOnOneScreen(page, `called ${language}`);

    await button(page, own.start).click();
    await expect(button(page, own.finish)).toBeEnabled();
    for (const other of [own.start, own.recall]) await expect(button(page, other)).toHaveCount(0);
    await expect(atDesk).toContainText({ it: "Versare o prelevare contanti", en: "Pay in or withdraw cash" }[language]);
    await expectOnOneScreen(page, `serving ${language}`);

    // The usual end is one touch, and the next visitor is the screen again.
    await button(page, own.finish).click();
    await expect(callNext).toContainText("A002");
  });
}

test("the second touch of a double one does not do what has come to its place", async ({ page, server }) => {
  const own = words.en.desk;
  await server.issue("cash");
  await server.issue("cash");
  await signIn(page.context(), server, "anna");
  await open(page, address.desk(1, "en"));
  await page.getByRole("button", { name: own.open, exact: true }).click();
  const commands: string[] = [];
  page.on("request", (request) => request.method() === "POST" && commands.push(request.url().split("/").at(-1) ?? ""));
  await page.getByRole("button", { name: own.call_next }).dblclick();
  await expect(page.getByRole("button", { name: own.start, exact: true })).toBeEnabled();
  await page.getByRole("button", { name: own.start, exact: true }).dblclick();
  await expect(page.getByRole("button", { name: own.finish, exact: true })).toBeEnabled();
  await page.getByRole("button", { name: own.finish, exact: true }).dblclick();
  await expect(page.getByRole("button", { name: own.call_next })).toContainText("A002");
  expect(commands).toEqual(["next", "start", "finish"]);
});

for (const language of LANGUAGES) {
  const { desk: own, desk_keys: keys, sheet } = words[language];

  test(`a whole visit is served by the keyboard, and "?" lists the keys (${language})`, async ({ page, server }) => {
    await server.issue("cash", { language });
    await server.issue("cash", { language });
    await (await server.signIn("anna")).desk(1, "open");
    await signIn(page.context(), server, "anna");
    await open(page, address.desk(1, language));
    const enabled = (name: string) => expect(page.getByRole("button", { name, exact: true })).toBeEnabled();
    const dialog = page.getByRole("dialog");
    await page.keyboard.press("?");
    await expect(dialog).toHaveAccessibleName(keys.title);
    await expect(dialog).toContainText(own.no_show);
    // A key has no effect beneath a dialog.
    await page.keyboard.press(keys.pause);
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole("button", { name: own.call_next })).toBeEnabled();
    await page.keyboard.press("Space");
    await enabled(own.start);
    await page.keyboard.press(keys.recall.toLowerCase());
    await expect(page.getByRole("region", { name: own.at_desk })).toContainText(own.called_times.replace("{{ times }}", "2"));
    await enabled(own.start);
    await page.keyboard.press(keys.start.toLowerCase());
    await enabled(own.finish);
    await page.keyboard.press(keys.park.toLowerCase());
    await expect(dialog).toHaveAccessibleName(own.park_title.replace("{{ number }}", "A001"));
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await page.keyboard.press(keys.finish.toLowerCase());
    await expect(page.getByRole("button", { name: own.call_next })).toContainText("A002");

    // Who presses letters unmeant switches them off on this tablet, and it stays so.
    await page.keyboard.press("?");
    await dialog.getByText(keys.letters).click();
    await dialog.getByRole("button", { name: sheet.close }).click();
    await page.reload();
    await page.locator("html[data-runs]").waitFor({ state: "attached" });
    await page.keyboard.press(keys.pause.toLowerCase());
    await page.keyboard.press("?");
    await expect(dialog).toHaveAccessibleName(keys.title);
    await expect(dialog.getByRole("checkbox")).not.toBeChecked();
  });
}
