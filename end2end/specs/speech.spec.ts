// The kiosk for those who hear it. The sounds are the server's own, played by a real browser.
import type { Page } from "@playwright/test";
import { expect, test, UNREACHABLE } from "../sportello";
import { address, CASH, fill, type Language, open, words } from "../screens";
import { espeak, expectOneAtATime, inMemory, listen, samples, SLOW, spoken } from "../sounds";

/** Turns speech on by its key. */
async function turnOn(page: Page, language: Language): Promise<void> {
  await page.keyboard.press("s");
  await expect(page.getByRole("button", { name: words[language].speech.label })).toHaveAttribute("aria-pressed", "true");
}

/** The step has come, and the focus with it; an arrow before that would be undone. */
async function arrived(page: Page, heading: string | RegExp): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name: heading })).toBeFocused();
}

/** Goes on with an arrow until the focus is on what is wanted. */
async function arrowTo(page: Page, name: string | RegExp, role: "link" | "button" | "checkbox" | "radio"): Promise<void> {
  const wanted = page.getByRole(role, { name }).first();
  for (let presses = 0; presses < 60; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press("ArrowDown");
  }
  await expect(wanted).toBeFocused();
}

for (const language of ["it", "en"] as const) {
  const { ahead, kiosk, ready, speech } = words[language];

  test(`a ticket is taken by keys alone, and every step is heard (${language})`, async ({ page, server }) => {
    await server.issue("cash");
    const played = await listen(page);
    const heard = async () => spoken(await played()).join(" ");
    const hears = async (text: string) => expect.poll(heard).toContain(text);
    await open(page, address.kiosk(language));
    const button = page.getByRole("button", { name: speech.label });
    await expect(button).toHaveAttribute("aria-pressed", "false");
    await turnOn(page, language);
    await hears(speech.on);
    await hears(speech.how);
    await hears(kiosk.welcome);
    await hears(kiosk.choose);
    await arrowTo(page, CASH.category[language], "link");
    await hears(`${CASH.category[language]}, ${speech.link}`);
    await page.keyboard.press("Enter");
    await arrived(page, CASH.category[language]);
    await hears(`${CASH.category[language]}. ${kiosk.choose_service}`);
    await hears(speech.go_on);
    await arrowTo(page, CASH.name[language], "link");
    await hears(CASH.name[language]);
    await page.keyboard.press("Enter");
    await arrived(page, CASH.name[language]);
    // The whole step; its name alone was heard on the one before.
    await hears(kiosk.priority_question);

    await arrowTo(page, ready.have, "radio");
    await hears(`${ready.have}, ${speech.not_chosen}, ${speech.option}`);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("radio", { name: ready.have, exact: true }).first()).toBeChecked();
    await hears(`${ready.have}, ${speech.chosen}, ${speech.option}`);
    await arrowTo(page, kiosk.yes, "radio");
    await expect(page.getByRole("radio", { name: kiosk.yes }), "arrows only move").not.toBeChecked();
    await hears(`${kiosk.priority_question} ${kiosk.yes}, ${speech.not_chosen}, ${speech.option}`);
    await page.keyboard.press("ArrowUp");
    await expect(page.getByRole("radio", { name: kiosk.no, exact: true })).toBeFocused();
    await hears(`${kiosk.no}, ${speech.chosen}, ${speech.option}`);
    await arrowTo(page, kiosk.take, "button");
    await hears(`${kiosk.take}, ${speech.button}`);
    await page.keyboard.press("Enter");

    // The ticket, whole.
    await arrived(page, /A002/);
    await hears(`${kiosk.your_number}. A002.`);
    await hears(fill(ahead.count_one, { count: 1 }));
    await hears(kiosk.scan);
    await hears(ready.title);
    await hears({ it: "Documento d'identità valido", en: "Valid identity document" }[language]);
    const all = await played();
    expectOneAtATime(all);
    expect(new Set(all.map((sound) => sound.language))).toEqual(new Set([language]));
    const number = all.find(({ text }) => text.includes("A002"));
    const said = (number?.text ?? "").replace("A002", "A, 2");
    expect((await samples(number?.url ?? "")).equals(espeak(language === "en" ? "en-gb" : "it", said))).toBe(true);

    // The next visitor finds it as it was.
    await arrowTo(page, kiosk.done, "button");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.it.kiosk.welcome);
    await expect(page.getByRole("button", { name: words.it.speech.label })).toHaveAttribute("aria-pressed", "false");
  });
}

test("what is said ends at a key or a touch, is repeated, and is louder and quieter", async ({ page }) => {
  const played = await listen(page, SLOW);
  const last = async () => (await played()).at(-1);
  const playing = async () => (await played()).filter(({ to }) => to === 0).length;
  await open(page, address.kiosk("en"));
  await turnOn(page, "en");
  await expect.poll(async () => (await last())?.text).toBe(words.en.speech.on);
  expect((await last())?.volume).toBeCloseTo(0.6);
  await expect.poll(async () => (await last())?.text).toContain(words.en.speech.how.slice(0, 30));
  await page.keyboard.press("+");
  await expect.poll(async () => (await last())?.volume).toBeCloseTo(0.8);
  expect(await playing(), "louder does not end it").toBe(1);
  await page.keyboard.press("x");
  await expect.poll(playing).toBe(0);
  const count = (await played()).length;
  await page.keyboard.press("*");
  await expect.poll(async () => (await last())?.text).toBe(words.en.speech.on);
  expect(await played(), "nothing came in between").toHaveLength(count + 1);
  await expect.poll(playing).toBe(1);
  await page.locator("h1").click();
  await expect.poll(playing).toBe(0);
  await page.keyboard.press("-");
  await expect.poll(async () => (await last())?.text).toBe(fill(words.en.speech.volume, { volume: 3, most: 5 }));
  await page.keyboard.press("s");
  await expect.poll(playing).toBe(0);
  expectOneAtATime(await played());
});

test("a kiosk that is heard waits twice as long, then asks aloud, and forgets speech and volume", async ({ page }) => {
  await page.clock.install();
  const played = await listen(page);
  await open(page, address.kiosk("it"));
  await turnOn(page, "it");
  await page.keyboard.press("+");
  await expect.poll(async () => spoken(await played()).length).toBeGreaterThan(0);
  await page.keyboard.press("x");
  const question = page.getByRole("dialog", { name: words.it.kiosk.idle_title });
  await page.clock.fastForward(80_000);
  await expect(question).toBeHidden();
  // What was still being said when the key came counts as being there: it may take a little longer.
  await expect
    .poll(async () => {
      await page.clock.fastForward(11_000);
      return question.isVisible();
    })
    .toBe(true);
  await expect.poll(async () => spoken(await played()).join(" ")).toContain(words.it.kiosk.idle_title);
  // Back is "yes, I am here".
  await page.keyboard.press("Backspace");
  await expect(question).toBeHidden();
  await page.clock.fastForward(91_000);
  await expect(question).toBeVisible();
  await page.clock.fastForward(61_000);
  await expect(question).toBeHidden();
  const button = page.getByRole("button", { name: words.it.speech.label });
  await expect(button).toHaveAttribute("aria-pressed", "false");
  await button.click();
  await expect.poll(async () => (await played()).at(-1)?.volume).toBeCloseTo(0.6);
});

test.describe("a server that has too much to do", () => {
  test.use({ provoked: [/status of 503/] });

  test("what it cannot say at once is asked for again, and everything is heard in its order", async ({ page }) => {
    const asked = new Map<string, number>();
    await page.route("**/speech/it?text=*", async (route) => {
      const times = (asked.get(route.request().url()) ?? 0) + 1;
      asked.set(route.request().url(), times);
      if (times > 2) return route.continue();
      return route.fulfill({ status: 503, contentType: "application/problem+json", body: JSON.stringify({ type: "", title: "", status: 503, detail: "x", code: "speech_busy" }) });
    });
    const played = await listen(page);
    await open(page, address.kiosk("it"));
    await turnOn(page, "it");
    const { kiosk, speech } = words.it;
    await expect.poll(async () => spoken(await played()).join(" ")).toContain(speech.go_on);
    const heard = spoken(await played()).join(" ");
    const places = [speech.on, speech.how, kiosk.welcome, kiosk.choose, speech.go_on].map((text) => heard.indexOf(text));
    expect(places.every((place) => place >= 0), heard).toBe(true);
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expectOneAtATime(await played());
  });

  test("a key ends what is still being fetched, and what comes then is not said", async ({ page }) => {
    const kept: (() => void)[] = [];
    await page.route("**/speech/it?text=*", async (route) => {
      await new Promise<void>((goes) => kept.push(goes));
      await route.continue().catch(() => undefined);
    });
    const played = await listen(page);
    await open(page, address.kiosk("it", "&service=cash"));
    await turnOn(page, "it");
    await expect.poll(() => kept.length).toBeGreaterThan(1);
    await page.keyboard.press("x");
    await page.unroute("**/speech/it?text=*");
    kept.forEach((goes) => goes());
    await arrowTo(page, words.it.kiosk.take, "button");
    await expect.poll(async () => spoken(await played()).join(" ")).toContain(`${words.it.kiosk.take}, ${words.it.speech.button}`);
    expect(spoken(await played())).not.toContain(words.it.speech.on);
  });
});

test.describe("a refusal", () => {
  test.use({ provoked: [/status of 409/] });

  test("a refusal is heard, and Back leads from each step to the one before", async ({ page }) => {
    const played = await listen(page);
    const hears = async (text: string) => expect.poll(async () => spoken(await played()).join(" ")).toContain(text);
    await open(page, address.kiosk("it", "&service=cash"));
    await turnOn(page, "it");
    await hears(words.it.speech.on);
    await page.keyboard.press("x");
    await page.route("**/tickets", (route) => route.fulfill({ status: 409, contentType: "application/problem+json", body: JSON.stringify({ type: "", title: "", status: 409, detail: "x", code: "closed" }) }));
    await page.getByRole("button", { name: words.it.kiosk.take }).focus();
    await page.keyboard.press("Enter");
    await hears(`${words.it.kiosk.refused}. ${words.it.problem.closed}`);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await page.keyboard.press("Backspace");
    await expect(page.getByRole("heading", { level: 1, name: CASH.category.it })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.it.kiosk.welcome);
  });
});

test.describe("without a connection", () => {
  test.use({ provoked: [UNREACHABLE] });

  test("that the connection is lost is heard, though no sound can be fetched any more", async ({ page, context, server }) => {
    const played = await listen(page);
    await open(page, address.kiosk("it", "&service=cash"));
    await turnOn(page, "it");
    await expect.poll(async () => spoken(await played()).join(" ")).toContain(words.it.speech.on);
    // What has to be said without a connection is fetched while there is one.
    await expect.poll(async () => (await inMemory(page)).some((text) => text.startsWith(words.it.kiosk.kept))).toBe(true);
    await page.keyboard.press("x");
    await context.setOffline(true);
    await page.getByRole("button", { name: words.it.kiosk.take }).click();
    const lost = async () => (await played()).filter(({ text }) => text.startsWith(words.it.kiosk.kept));
    await expect.poll(async () => (await lost()).some(({ whole }) => whole)).toBe(true);
    await context.setOffline(false);
    // The ticket that was asked for comes, and is heard.
    await expect.poll(async () => spoken(await played()).join(" ")).toContain(`${words.it.kiosk.your_number}. A001.`);
    expect((await server.counts()).issued).toBe(1);
  });
});
