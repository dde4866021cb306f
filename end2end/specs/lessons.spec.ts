// Lessons: begun in the office, done on the real screen of the practice branch, where a bar says what to do now.
import AxeBuilder from "@axe-core/playwright";
import { expect, signIn, test } from "../sportello";
import { open, words } from "../screens";

test.use({ setup: { "practice = false": "practice = true" } });

const own = words.en;

test("a CSR takes the offer of a tour, is led step by step, and has done the lesson", async ({ page, context, server }) => {
  await signIn(context, server, "anna");
  await open(page, "/b/centro/desk?lang=en");
  await page.getByRole("button", { name: own.lessons.tour_begin }).click();
  await expect(page).toHaveURL(/centro-practice\/desk\?lang=en/);
  const bar = page.getByRole("complementary", { name: own.lessons.label });
  await expect(bar).toContainText(own.lesson_step.open_desk);
  await open(page, "/b/centro-practice/desk/1?lang=en");
  await expect(bar).toContainText(own.lesson_step.open_desk);
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag22aa", "best-practice"]).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.getByRole("button", { name: own.desk.open }).click();
  await expect(bar).toContainText(own.lesson_step.visitor);
  await page.getByRole("button", { name: own.practice.visitor }).click();
  await expect(bar).toContainText(own.lesson_step.call);
  await page.getByRole("button", { name: own.desk.call_next }).click();
  await expect(bar).toContainText(own.lesson_step.start);
  await page.getByRole("button", { name: own.desk.start }).click();
  await expect(bar).toContainText(own.lesson_step.finish);
  await page.getByRole("button", { name: own.desk.finish, exact: true }).click();
  await expect(bar).toContainText(own.lessons.over);
  await bar.getByRole("link", { name: own.lessons.all }).click();
  await expect(page).toHaveURL(/\/b\/centro\/office\/learn/);
  const card = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: own.lesson_name.serve }) });
  await expect(card).toContainText(/Done on/);
  await open(page, "/b/centro/desk?lang=en");
  await expect(page.getByRole("button", { name: own.lessons.tour_begin })).toBeHidden();
  expect((await server.counts()).issued).toBe(0);
});

test("the lessons and the guide to a screen have no finding of axe", async ({ page, context, server }) => {
  await signIn(context, server, "gaia");
  for (const path of ["/b/centro/office/learn", "/b/centro/office/help/desk", "/b/centro/office/help/staff", "/b/centro-practice/office/complaints/new"]) {
    await page.goto(`${path}?lang=en`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag22aa", "best-practice"]).analyze();
    expect(violations.map(({ id }) => id), path).toEqual([]);
  }
});

test("a page of the office leads to its guide, which names its buttons and is printed without the ways around it", async ({ page, context, server }) => {
  await signIn(context, server, "gaia");
  await page.goto("/b/centro/office/staff?lang=en");
  const way = page.getByRole("main").getByRole("link", { name: own.guide.link, exact: true });
  expect((await way.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await way.click();
  await expect(page).toHaveURL(/\/office\/help\/staff\?lang=en/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(own.people.title);
  await expect(page.getByRole("main").getByRole("listitem").filter({ hasText: own.people.add })).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("main").getByRole("list")).toBeVisible();
  await expect(page.getByRole("link", { name: own.guide.to_page })).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("link", { name: own.guide.all }).click();
  await expect(page.getByRole("main").locator('a[href*="/office/help/staff?"]')).toBeVisible();
});
