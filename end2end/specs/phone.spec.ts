// The visitor's phone: asked to tell of the turn, in every way that a browser may answer; a family's tickets; and the
// same wishes as plain forms where no script runs.
import type { Page } from "@playwright/test";
import { expect, type Issued, test } from "../sportello";
import { withPush } from "../push";
import { address, fill, open, words } from "../screens";

const PHONE = { width: 390, height: 844 };
const { ticket: own, tell } = words.en;

test.use({ viewport: PHONE });

test.describe("told of the turn", () => {
  test.use({ serviceWorkers: "allow" });

  test("by one button, which can be taken back", async ({ page, server }) => {
    const ticket = await server.issue("cash", { language: "en" });
    await withPush(page, "granted");
    const asked = page.waitForRequest((request) => request.url().endsWith("/push") && request.method() === "POST");
    await open(page, address.phone(ticket, "en"));
    await page.getByRole("button", { name: tell.ask }).click();
    await asked;
    await expect(page.getByText(tell.told)).toBeVisible();
    const taken = page.waitForResponse((answer) => answer.url().endsWith("/push") && answer.request().method() === "DELETE");
    await page.getByRole("button", { name: tell.take_back }).click();
    expect((await taken).status()).toBe(204);
    await expect(page.getByRole("button", { name: tell.ask })).toBeEnabled();
  });

  test("a phone that says no is told what happens instead", async ({ page, server }) => {
    await withPush(page, "denied");
    await open(page, address.phone(await server.issue("cash"), "en"));
    await page.getByRole("button", { name: tell.ask }).click();
    await expect(page.getByText(tell.forbidden)).toContainText(tell.while_open);
  });
});

test("a browser that cannot is told what happens instead, and rings and vibrates when called", async ({ page, server }) => {
  await page.addInitScript(() => {
    delete (window as { PushManager?: unknown }).PushManager;
    const calls: unknown[] = [];
    Object.assign(window, { vibrations: calls, played: 0 });
    navigator.vibrate = (pattern) => calls.push(pattern) > 0;
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      if (this.volume > 0) (window as unknown as { played: number }).played += 1;
      return play.call(this);
    };
  });
  await open(page, address.phone(await server.issue("cash"), "en"));
  await page.getByRole("button", { name: tell.ask }).click();
  await expect(page.getByText(tell.unable)).toContainText(tell.while_open);
  const anna = await server.signIn("anna");
  await anna.desk(1, "open", "next");
  await expect(page).toHaveTitle(fill(own.called_title, { desk: 1 }));
  await expect(page.getByRole("alert").filter({ hasText: fill(own.called_title, { desk: 1 }) })).toBeAttached();
  const felt = () =>
    page.evaluate(() => {
      const { vibrations, played } = window as unknown as { vibrations: unknown[]; played: number };
      return { vibrated: vibrations.length, played };
    });
  await expect.poll(felt).toEqual({ vibrated: 1, played: 1 });
});

test("a family's tickets are on one phone, and one that leaves leaves the others alone", async ({ page, server }) => {
  const first = await server.issue("cash", { language: "en" });
  const second = await server.issue("loan", { language: "en" });
  await open(page, address.phone(first, "en"));
  await expect(page.getByRole("heading", { name: own.others })).toHaveCount(0);
  await open(page, address.phone(second, "en"));
  const card = page.getByRole("navigation", { name: own.others }).getByRole("link");
  await expect(card).toHaveCount(1);
  await expect(card).toContainText(first.number);
  await expect(card).toContainText(words.en.ahead.none);
  const anna = await server.signIn("anna");
  await anna.desk(1, "open", "next");
  await expect(card).toContainText(fill(own.called_title, { desk: 1 }));
  await expect(page.getByRole("alert").filter({ hasText: first.number })).toBeAttached();
  await card.click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(first.number);
  await expect(page.getByRole("navigation", { name: own.others }).getByRole("link")).toContainText(second.number);
  await page.getByRole("button", { name: own.leave }).click();
  await page.getByRole("button", { name: own.leave_yes }).click();
  await expect(page.getByText(own.cancelled)).toBeVisible();
  // The phone has forgotten the one that left: the page of the other asks for nothing of it, and shows nothing of it.
  await open(page, address.phone(second, "en"));
  await expect(page.getByText(words.en.ahead.none)).toBeVisible();
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await expect(card).toHaveCount(0);
});

test("the ticket can be put on the home screen", async ({ page, server }) => {
  const ticket = await server.issue("cash");
  await page.goto(address.phone(ticket, "it"));
  const href = await page.locator("link[rel=manifest]").getAttribute("href");
  const answer = await fetch(server.origin + href);
  expect(answer.headers.get("content-type")).toBe("application/manifest+json");
  const manifest = (await answer.json()) as { start_url: string; lang: string; name: string; icons: { src: string; sizes: string }[] };
  expect(manifest).toMatchObject({ start_url: `/t/${ticket.token}`, lang: "it", name: `${words.it.title.ticket} · ${words.it.product}` });
  for (const icon of manifest.icons) {
    const [width] = await page.evaluate(async (src) => {
      const picture = await createImageBitmap(await (await fetch(src)).blob());
      return [picture.width, picture.height];
    }, icon.src);
    expect(`${width}x${width}`).toBe(icon.sizes);
  }
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  const start = async (page: Page, ticket: Issued) => page.goto(address.phone(ticket, "en"));

  test("a visitor leaves in two touches", async ({ page, server }) => {
    await start(page, await server.issue("cash"));
    await page.getByRole("button", { name: own.leave }).click();
    await page.getByRole("button", { name: own.leave_no }).click();
    await page.getByRole("button", { name: own.leave }).click();
    await page.getByRole("button", { name: own.leave_yes }).click();
    await expect(page.getByText(own.cancelled)).toBeVisible();
    expect((await server.counts()).waiting).toBe(0);
  });

  test("a visitor who is late is called later", async ({ page, server }) => {
    await start(page, await server.issue("cash"));
    await page.getByRole("button", { name: own.delay }).click();
    await page.getByRole("button", { name: fill(own.delay_by, { minutes: 5 }) }).click();
    await expect(page.getByText(own.later_detail)).toBeVisible();
  });
});
