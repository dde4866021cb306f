// What a desk has at hand for its visitor, and what it does for those who are not there: on the real server.
import { EventEmitter, once } from "node:events";
import type { Page } from "@playwright/test";
import { expect, type Server, signIn, test, type User } from "../sportello";
import { address, fill, LANGUAGES, type Language, open, words } from "../screens";

// A number that nobody has is looked for, too.
test.use({ provoked: [/status of 404/] });

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const dialog = (page: Page) => page.getByRole("dialog");

async function desk(page: Page, server: Server, number: number, user: User, language: Language): Promise<void> {
  await signIn(page.context(), server, user);
  await open(page, address.desk(number, language));
}

for (const language of LANGUAGES) {
  const own = words[language];
  const says = (name: string) => `${name} (${language})`;

  test(says("documents are ticked off, and who lacks one comes back with it and keeps the place"), async ({ page, server }) => {
    await server.issue("cash", { language });
    const anna = await server.signIn("anna");
    await anna.desk(1, "open", "next", "start");
    await desk(page, server, 1, "anna", language);
    const atDesk = page.getByRole("region", { name: own.desk.at_desk });
    const boxes = atDesk.getByRole("checkbox");
    await expect(boxes.first()).not.toBeChecked();
    await boxes.first().click();
    await expect(boxes.first()).toBeChecked();
    await expect(atDesk.getByText(own.desk.has, { exact: true })).toHaveCount(1);
    // What was said stays said: on another tablet, and after a reload.
    await page.reload();
    await page.locator("html[data-runs]").waitFor({ state: "attached" });
    await expect(boxes.first()).toBeChecked();

    await atDesk.getByRole("button", { name: own.desk.has_not }).first().click();
    await expect(atDesk.getByText(own.desk.has_not, { exact: true }).first()).toBeVisible();
    await button(page, own.desk.come_back_with).click();
    await expect(dialog(page)).toHaveAccessibleName(fill(own.desk.park_title, { number: "A001" }));
    await dialog(page).getByRole("button", { name: own.desk.park_yes, exact: true }).click();
    await expect(page.getByRole("region", { name: own.desk.parked })).toContainText(own.park.fetch_document);
  });

  test(says("a note is read at the next desk, with who wrote it, and the visitor's language opens the talk"), async ({ another, page, server }) => {
    await server.issue("cash", { language: language === "it" ? "en" : "it" });
    await (await server.signIn("bruno")).desk(2, "open");
    await (await server.signIn("anna")).desk(1, "open", "next", "start");
    await desk(page, server, 1, "anna", language);
    const atHand = page.getByRole("region", { name: own.desk.at_hand });
    await expect(atHand.locator(".phrases [lang]")).toHaveCount(2);
    const note = atHand.getByRole("textbox", { name: own.desk.notes });
    await expect(button(page, own.desk.note_keep)).toBeDisabled();
    // Keys write here, and command nothing.
    await note.pressSequentially(`${words[language].desk_keys.finish} è già stato qui <b>`);
    await button(page, own.desk.note_keep).click();
    await expect(atHand.locator(".notes-scroll").getByRole("listitem")).toContainText("è già stato qui <b>");
    await expect(note).toHaveValue("");
    await button(page, own.desk.transfer).click();
    await dialog(page).getByRole("combobox").selectOption({ label: fill(own.desk.person_at, { name: "Bruno", label: "2" }) });
    await dialog(page).getByRole("button", { name: own.desk.transfer_yes, exact: true }).click();
    await expect(page.getByText(own.desk.no_ticket)).toBeVisible();
    const other = await another();
    await desk(other, server, 2, "bruno", language);
    await other.getByRole("button", { name: own.desk.call_next }).click();
    await expect(other.getByRole("region", { name: own.desk.at_hand }).locator(".notes-scroll")).toContainText("Anna");
    await expect(other.getByRole("region", { name: own.desk.at_hand })).toContainText("è già stato qui <b>");
  });

  test(says("a ticket is looked up by its number from any desk, and its visitor may have left"), async ({ page, server }) => {
    const { number } = await server.issue("loan");
    await desk(page, server, 1, "anna", language);
    await button(page, own.desk.look_up).click();
    const field = dialog(page).getByRole("textbox");
    await field.fill("Z 9");
    await field.press("Enter");
    await expect(dialog(page)).toContainText(own.desk.found_none);
    await field.fill(number.toLowerCase());
    await field.press("Enter");
    await expect(dialog(page)).toContainText(own.desk.found_waiting);
    await dialog(page).getByRole("button", { name: own.desk.has_left, exact: true }).click();
    await expect(dialog(page)).toHaveCount(0);
    await expect.poll(async () => (await server.counts()).waiting).toBe(0);
  });

  test(says("a visitor who cannot use the kiosk is given a number at the desk"), async ({ page, server }) => {
    await (await server.signIn("anna")).desk(1, "open");
    await desk(page, server, 1, "anna", language);
    await button(page, own.desk.issue).click();
    await expect(dialog(page).getByRole("button", { name: own.desk.issue_yes, exact: true })).toBeDisabled();
    await dialog(page).getByRole("combobox", { name: own.desk.service }).selectOption("cash");
    await dialog(page).getByText(own.desk.priority, { exact: true }).click();
    await dialog(page).getByRole("button", { name: own.desk.issue_yes, exact: true }).click();
    await expect(dialog(page).getByRole("status")).toContainText("A001");
    await dialog(page).getByRole("button", { name: own.sheet.cancel, exact: true }).click();
    await expect(page.getByRole("button", { name: own.desk.call_next })).toContainText("A001");
  });
}

test("danger shows nothing at the desk, at once where it is at the manager's, and after 30 seconds at the other desks", async ({ another, page, server }) => {
  const own = words.en;
  await (await server.signIn("anna")).desk(1, "open");
  await desk(page, server, 1, "anna", "en");
  const manager = await another();
  await signIn(manager.context(), server, "gaia");
  await open(manager, address.manager("en"));
  const other = await another();
  await desk(other, server, 2, "bruno", "en");
  const before = await page.locator("main").innerText();
  await page.keyboard.press("!");
  const told = fill(own.alert.danger, { label: "1" });
  await expect(manager.getByRole("alert").filter({ hasText: told })).toBeVisible();
  expect(await page.locator("main").innerText(), "nothing at the desk").toBe(before);
  await expect(other.getByText(told)).toHaveCount(0);
  await expect(other.getByText(told)).toBeVisible();
  expect(await page.locator("main").innerText(), "nothing at the desk still").toBe(before);
  await manager.getByRole("listitem").filter({ hasText: told }).getByRole("button", { name: own.alert.go }).click();
  await expect(other.getByText(told)).toHaveCount(0);
});

// Two tablets, and one that slept: what is seen is the truth, by itself, and nobody is called twice.
test.describe("two tablets, and one that slept", () => {
  test.use({ provoked: [/net::ERR_|status of 409/] });

  test("two tablets at one desk see the same, and a call from both calls one visitor", async ({ another, page, server }) => {
    const own = words.it.desk;
    await server.issue("cash");
    await server.issue("cash");
    await (await server.signIn("anna")).desk(1, "open");
    const second = await another();
    for (const tablet of [page, second]) await desk(tablet, server, 1, "anna", "it");
    // Neither request goes on before both are on their way.
    const both = new EventEmitter();
    let underWay = 0;
    for (const tablet of [page, second]) {
      await tablet.route(/\/desks\/1\/next$/, async (route) => {
        underWay += 1;
        if (underWay < 2) await once(both, "sent");
        else both.emit("sent");
        await route.continue();
      });
    }
    for (const tablet of [page, second]) await tablet.getByRole("button", { name: own.call_next }).click();
    for (const tablet of [page, second]) await expect(tablet.getByRole("region", { name: own.at_desk })).toContainText("A001");
    expect(await server.counts()).toMatchObject({ issued: 2, waiting: 1 });
    expect((await server.view<{ calls: object[] }>("lobby")).calls).toHaveLength(1);
  });

  test("a tablet that slept through visits shows the present one when it wakes", async ({ page, context, server }) => {
    const own = words.it.desk;
    for (let count = 0; count < 3; count += 1) await server.issue("cash");
    const anna = await server.signIn("anna");
    await anna.desk(1, "open", "next");
    await desk(page, server, 1, "anna", "it");
    const atDesk = page.getByRole("region", { name: own.at_desk });
    await expect(atDesk).toContainText("A001");
    // No network, as for a tablet that sleeps; meanwhile the day goes on.
    await context.setOffline(true);
    await anna.desk(1, "start", "finish", "next", "start", "finish", "next");
    await context.setOffline(false);
    await page.evaluate(() => {
      dispatchEvent(new Event("online"));
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await expect(atDesk).toContainText("A003");
    expect((await server.counts()).waiting).toBe(0);
  });
});
