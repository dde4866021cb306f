// What a CSR does beside calling and finishing: on the real server, by touch and by keyboard, in words of both languages.
import type { Page } from "@playwright/test";
import { expect, type Server, signIn, SOON_ABSENT, test, type User } from "../sportello";
import { address, fill, type Language, LANGUAGES, open, words } from "../screens";

async function desk(page: Page, server: Server, number: number, user: User, language: Language): Promise<void> {
  await signIn(page.context(), server, user);
  await open(page, address.desk(number, language));
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const dialog = (page: Page) => page.getByRole("dialog");
const inDialog = (page: Page, name: string) => dialog(page).getByRole("button", { name, exact: true });

for (const language of LANGUAGES) {
  const own = words[language];
  const says = (name: string) => `${name} (${language})`;

  test(says("a desk pauses with a reason, says since when, and comes back"), async ({ page, server }) => {
    await server.issue("cash");
    await desk(page, server, 1, "anna", language);
    await button(page, own.desk.open).click();
    await button(page, own.desk.pause).click();
    await expect(dialog(page)).toHaveAccessibleName(own.desk.pause_title);
    await inDialog(page, own.pause.back_office).click();
    const since = fill(own.pause.back_office_since, { time: "" }).trim();
    await expect(page.locator(".desk-title .state")).toContainText(since);
    await expect(page.locator(".desk-title .state")).toContainText(/\d\d:\d\d/);
    await expect(page.getByText(own.desk.paused_detail)).toBeVisible();
    await expect(page.getByRole("button", { name: own.desk.call_next })).toHaveCount(0);
    await button(page, own.desk.come_back).click();
    await expect(page.getByRole("button", { name: own.desk.call_next })).toBeEnabled();
  });

  test(says("a desk that a colleague left open is taken over, with its ticket, after one question"), async ({ page, server }) => {
    await server.issue("cash");
    await (await server.signIn("bruno")).desk(1, "open", "next");
    await desk(page, server, 1, "anna", language);
    await expect(page.getByText(fill(own.desk.not_here, { name: "Bruno" }))).toBeVisible();
    await expect(page.getByRole("region", { name: own.desk.at_desk })).toContainText("A001");
    await expect(button(page, own.desk.start)).toHaveCount(0);
    await button(page, own.desk.take_over).click();
    await expect(dialog(page)).toHaveAccessibleName(fill(own.desk.take_over_title, { name: "Bruno" }));
    await expect(dialog(page)).toContainText("A001");
    await inDialog(page, own.desk.take_over_yes).click();
    await expect(button(page, own.desk.start)).toBeEnabled();
    await button(page, own.desk.start).click();
    await expect(button(page, own.desk.finish)).toBeEnabled();
  });

  test(says("a visitor is put aside until a time, and resumed from the list"), async ({ page, server }) => {
    await server.issue("cash");
    await desk(page, server, 1, "anna", language);
    await button(page, own.desk.open).click();
    await page.getByRole("button", { name: own.desk.call_next }).click();
    await button(page, own.desk.park).click();
    await dialog(page).getByText(own.park.wait_for_bank).click();
    await dialog(page).getByText(fill(own.desk.back_in, { minutes: 20 })).click();
    await inDialog(page, own.desk.park_yes).click();
    const parked = page.getByRole("region", { name: own.desk.parked });
    await expect(parked).toContainText(own.park.wait_for_bank);
    await expect(parked).toContainText(/\d\d:\d\d/);
    await expect(page.getByText(own.desk.no_ticket)).toBeVisible();
    await parked.getByRole("button", { name: fill(own.desk.resume_ticket, { number: "A001" }) }).click();
    await expect(parked).toHaveCount(0);
    await expect(page.getByRole("region", { name: own.desk.queue }).getByRole("row").filter({ hasText: "A001" })).toBeVisible();
  });

  test(says("a visitor is passed on to a colleague, who is told and calls them"), async ({ another, page, server }) => {
    await server.issue("cash");
    await (await server.signIn("bruno")).desk(2, "open");
    await desk(page, server, 1, "anna", language);
    await button(page, own.desk.open).click();
    await page.getByRole("button", { name: own.desk.call_next }).click();
    await button(page, own.desk.start).click();
    await button(page, own.desk.transfer).click();
    await expect(inDialog(page, own.desk.transfer_yes)).toBeDisabled();
    await dialog(page).getByRole("combobox").selectOption({ label: fill(own.desk.person_at, { name: "Bruno", label: "2" }) });
    await dialog(page).getByText(own.desk.place_first).click();
    await inDialog(page, own.desk.transfer_yes).click();
    await expect(page.getByText(own.desk.no_ticket)).toBeVisible();
    await expect(page.getByText(own.desk.nobody_detail)).toBeVisible();
    await expect(page.getByRole("button", { name: own.desk.call_next })).toHaveCount(0);

    const colleague = await another();
    await desk(colleague, server, 2, "bruno", language);
    await expect(colleague.getByRole("row").filter({ hasText: "A001" })).toContainText(own.desk.sent);
    await expect(colleague.getByRole("button", { name: own.desk.call_next })).toContainText(own.desk.rule_sent);
    await colleague.getByRole("button", { name: own.desk.call_next }).click();
    await expect(colleague.getByRole("region", { name: own.desk.at_desk })).toContainText("A001");
  });

  test(says("another than the next one is called only after a confirmation, and its story tells it"), async ({ page, server }) => {
    await server.issue("cash");
    await server.issue("payments");
    await desk(page, server, 1, "anna", language);
    await button(page, own.desk.open).click();
    const row = page.getByRole("row").filter({ hasText: "A002" });
    await row.getByRole("button", { name: fill(own.desk.calls, { number: "A002" }) }).click();
    await expect(dialog(page)).toContainText(own.desk.call_this_detail);
    await page.keyboard.press("Escape");
    await expect(dialog(page)).toHaveCount(0);
    await expect(row.getByRole("button", { name: fill(own.desk.calls, { number: "A002" }) })).toBeFocused();
    await page.keyboard.press("Enter");
    await inDialog(page, fill(own.desk.calls, { number: "A002" })).click();
    const atDesk = page.getByRole("region", { name: own.desk.at_desk });
    await expect(atDesk).toContainText("A002");
    await expect(atDesk).toContainText(own.desk.rule_manual);
    // What is pressed by keyboard keeps the focus on the page.
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();

    await atDesk.getByRole("button", { name: own.story.open }).click();
    const story = dialog(page);
    await expect(story).toHaveAccessibleName(fill(own.story.title, { number: "A002" }));
    await expect(story).toContainText(fill(own.story.called, { desk: "1" }));
    await expect(story).toContainText(fill(own.story.overtook, { numbers: "A001" }));
    await expect(story).toContainText(own.desk.rule_manual);
    await expect(story).toContainText("Anna");
    await inDialog(page, own.sheet.close).click();
    await page.getByRole("row").filter({ hasText: "A001" }).getByRole("button", { name: own.story.open }).click();
    await expect(dialog(page)).toContainText(fill(own.story.overtaken, { number: "A002", desk: "1" }));
  });

  test(says("a visit of two services goes on at another desk with what was not delivered"), async ({ another, page, server }) => {
    const visit = await server.issue("cash", { then: ["cards"], language });
    const phone = await another({ width: 390, height: 844 });
    await open(phone, address.phone(visit, language));
    const cards = language === "it" ? "Richiedere o ritirare una carta" : "Request or collect a card";
    await expect(phone.getByText(fill(own.ticket.then, { services: cards }))).toBeVisible();
    await (await server.signIn("carla")).desk(3, "open");
    await desk(page, server, 1, "anna", language);
    await button(page, own.desk.open).click();
    await page.getByRole("button", { name: own.desk.call_next }).click();
    await expect(page.getByText(fill(own.desk.then, { services: cards }))).toBeVisible();
    await button(page, own.desk.start).click();
    await button(page, own.desk.finish_with).click();
    await dialog(page).getByText(own.desk.outcome_partly, { exact: true }).click();
    await dialog(page).getByText(own.desk.follow_up).click();
    await expect(dialog(page).getByRole("checkbox", { name: cards })).not.toBeChecked();
    await inDialog(page, own.desk.finish).click();
    await expect(page.getByText(own.desk.no_ticket)).toBeVisible();

    const other = await another();
    await desk(other, server, 3, "carla", language);
    const row = other.getByRole("row").filter({ hasText: visit.number });
    await expect(row).toContainText(cards);
    await row.getByRole("button", { name: own.story.open }).click();
    const story = dialog(other);
    await expect(story).toContainText(own.desk.outcome_partly.toLowerCase());
    await expect(story).toContainText(own.desk.follow_up);
    await expect(story).toContainText(fill(own.story.next, { service: cards }));
    await expect(phone.getByText(cards).first()).toBeVisible();
  });
}

test("the ticket at the desk gets priority in one touch, and another service in two", async ({ page, server }) => {
  const { desk: own } = words.it;
  await server.issue("cash");
  await desk(page, server, 1, "anna", "it");
  await button(page, own.open).click();
  await page.getByRole("button", { name: own.call_next }).click();
  await button(page, own.priority_give).click();
  await expect(button(page, own.priority_take)).toBeEnabled();
  await button(page, own.change_service).click();
  await expect(inDialog(page, own.service_yes)).toBeDisabled();
  await dialog(page).getByRole("combobox").selectOption({ label: "Bonifici, F24 e bollettini" });
  await inDialog(page, own.service_yes).click();
  await expect(page.getByRole("region", { name: own.at_desk })).toContainText("Bonifici, F24 e bollettini");
  await expect(page.getByRole("region", { name: own.at_desk })).toContainText("A001");
});

test.describe("absent", () => {
  test.use({ setup: SOON_ABSENT });

  test("a visitor who did not come is put back into the queue", async ({ page, server }) => {
    const own = words.it.desk;
    await server.issue("cash");
    const anna = await server.signIn("anna");
    await anna.desk(1, "open", "next");
    await desk(page, server, 1, "anna", "it");
    await expect(page.getByRole("button", { name: own.no_show })).toContainText(own.no_show_calls_one);
    await anna.noShow(1);
    const absent = page.getByRole("region", { name: own.absent });
    await absent.getByRole("button", { name: fill(own.reinstate_ticket, { number: "A001" }) }).click();
    await expect(absent).toHaveCount(0);
    await expect(page.getByRole("button", { name: own.call_next })).toContainText("A001");
  });
});

test.describe("a refusal", () => {
  test.use({ provoked: [/status of 409/] });

  test("a command that the rules refuse is refused in words", async ({ page, server }) => {
    const own = words.it;
    await server.issue("cash");
    const anna = await server.signIn("anna");
    await anna.desk(1, "open", "next");
    await desk(page, server, 1, "anna", "it");
    // Another tablet has finished the visit a moment ago, and this one has not heard of it yet.
    await page.route(/\/desks\/1\/recall/, (route) =>
      route.fulfill({ status: 409, json: { type: "", title: "", status: 409, detail: "", code: "too_soon" } }),
    );
    await button(page, own.desk.recall).click();
    await expect(page.getByText(own.problem.too_soon)).toBeVisible();
  });
});
