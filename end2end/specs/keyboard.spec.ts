// A keyboard at the kiosk and at the desk: what is typed is text wherever text can be meant, and no shortcut takes it away.
import type { Page } from "@playwright/test";
import { expect, signIn, test } from "../sportello";
import { address, type Language, LANGUAGES, open, words } from "../screens";

const field = (page: Page) => page.getByRole("searchbox");
const hits = (page: Page) => page.locator(".hits").getByRole("link");
const speech = (page: Page, language: Language) => page.getByRole("button", { name: words[language].speech.label, exact: true });

const LOST = { it: "Carta smarrita, rubata o bloccata", en: "Lost, stolen or blocked card" } as const;

for (const language of LANGUAGES) {
  test(`a touch on the search leads to its field, and typing finds the lost card while speech stays off (${language})`, async ({ page }) => {
    await open(page, address.kiosk(language));
    await page.locator(".kiosk-search-link").click();
    await expect(field(page)).toBeFocused();
    await page.keyboard.type("i lost my crd");
    await expect(field(page)).toHaveValue("i lost my crd");
    await expect(hits(page).first()).toHaveText(LOST[language]);
    if (await speech(page, language).count()) await expect(speech(page, language)).toHaveAttribute("aria-pressed", "false");
  });
}

test("typing anywhere on the search's step goes into the field, and takes letters back there", async ({ page }) => {
  await open(page, address.kiosk("en"));
  await page.locator(".kiosk-search-link").click();
  // On nothing, on a key of the kiosk's own, on what was found, on the heading.
  await field(page).blur();
  await page.keyboard.type("stol");
  await expect(field(page)).toHaveValue("stol");
  await page.getByRole("group", { name: words.en.keyboard.label }).getByRole("button", { name: "e", exact: true }).focus();
  await page.keyboard.type("en ");
  await expect(field(page)).toHaveValue("stolen ");
  await hits(page).first().focus();
  await page.keyboard.type("crad");
  await expect(field(page)).toHaveValue("stolen crad");
  await page.getByRole("heading", { level: 1 }).focus();
  await page.keyboard.press("Backspace");
  await expect(field(page)).toHaveValue("stolen cra");
  await expect(field(page)).toBeFocused();
  await expect(hits(page).first()).toHaveText(LOST.en);
});

test("a touch on the kiosk's own keys leaves the focus in the field", async ({ page }) => {
  await open(page, address.kiosk("en"));
  await page.locator(".kiosk-search-link").click();
  const keys = page.getByRole("group", { name: words.en.keyboard.label });
  await keys.getByRole("button", { name: "f", exact: true }).click();
  await expect(field(page)).toBeFocused();
  await keys.getByRole("button", { name: words.en.keyboard.digits }).click();
  await keys.getByRole("button", { name: "-", exact: true }).click();
  await keys.getByRole("button", { name: "2", exact: true }).click();
  await page.keyboard.type("4");
  await expect(field(page)).toHaveValue("f-24");
  await expect(hits(page).first()).toHaveText("Transfers, taxes and bills");
  await keys.getByRole("button", { name: words.en.keyboard.letters }).click();
  await expect(keys.getByRole("button", { name: "q", exact: true })).toBeVisible();
});

test("back leads back from the search while nothing is written, and a letter with a modifier is nothing", async ({ page }) => {
  await open(page, address.kiosk("en"));
  for (const held of ["Control", "Alt", "Meta", "Shift"]) await page.keyboard.press(`${held}+s`);
  if (await speech(page, "en").count()) await expect(speech(page, "en")).toHaveAttribute("aria-pressed", "false");
  await page.locator(".kiosk-search-link").click();
  await expect(field(page)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(field(page)).not.toBeFocused();
  await page.keyboard.press("Backspace");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.en.kiosk.welcome);
});

test("a page without the search comes without its words, and the search finds them", async ({ page, request }) => {
  const html = await (await request.get(address.kiosk("it"))).text();
  expect(html).not.toContain("carta mangiata");
  expect(await (await request.get(address.kiosk("it", "&q=carta"))).text()).toContain("carta mangiata");
  await open(page, address.kiosk("it"));
  await page.locator(".kiosk-search-link").click();
  await page.keyboard.type("carta mangiata");
  await expect(hits(page).first()).toHaveText(LOST.it);
});

test("at the desk the space bar calls alone, and never while something is written", async ({ page, context, server }) => {
  await server.issue("cash");
  const anna = await server.signIn("anna");
  await anna.desk(1, "open");
  await signIn(context, server, "anna");
  await open(page, address.desk(1, "en"));
  const waiting = async () => (await server.view<{ waiting: number }>("desk/1", anna)).waiting;
  for (const held of ["Control", "Alt", "Shift"]) await page.keyboard.press(`${held}+Space`);
  await page.evaluate(() => {
    const note = document.createElement("div");
    note.contentEditable = "true";
    document.querySelector("main")?.append(note);
    note.focus();
  });
  await page.keyboard.type("a note");
  expect(await waiting()).toBe(1);
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press("Space");
  await expect.poll(waiting).toBe(0);
});
