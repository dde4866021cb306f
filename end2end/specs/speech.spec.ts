// What is said aloud: calls in the lobby, and the kiosk for those who hear it. The sounds are the server's own, played
// by a real browser; each is noted from the page's own script, with when it began and when it ended.
import type { Page } from "@playwright/test";
import { spawnSync } from "node:child_process";
import { expect, Server, test } from "../sportello";
import { address, CASH, fill, type Language, open, words } from "../screens";

interface Played {
  /** The text that was said; empty for the chime. */
  text: string;
  language: string;
  url: string;
  from: number;
  /** When it ended or was stopped; 0 while it plays. */
  to: number;
  whole: boolean;
  volume: number;
}

/** Notes each sound that the page plays and that can be heard. */
async function listen(page: Page): Promise<() => Promise<Played[]>> {
  await page.addInitScript(() => {
    const played: Played[] = [];
    Object.assign(window, { played });
    const real = performance.now.bind(performance);
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      const url = new URL(this.src);
      const language = /\/speech\/(\w+)$/.exec(url.pathname)?.[1] ?? "";
      const note = { text: url.searchParams.get("text") ?? "", language, url: this.src, from: real(), to: 0, whole: false, volume: this.volume };
      if (this.volume > 0) played.push(note);
      const ends = () => {
        note.to = real();
        note.whole = this.ended;
      };
      for (const event of ["ended", "pause", "error"]) this.addEventListener(event, () => note.to || ends());
      this.addEventListener("volumechange", () => (note.volume = this.volume));
      return play.call(this);
    };
  });
  return () => page.evaluate(() => (window as unknown as { played: Played[] }).played);
}

const spoken = (played: Played[]): string[] => played.filter(({ text }) => text !== "").map(({ text }) => text);

function expectOneAtATime(played: Played[]): void {
  for (const [place, sound] of played.entries()) {
    const before = played[place - 1];
    if (!before) continue;
    expect(before.to, `"${before.text}" has ended`).toBeGreaterThan(0);
    // The events of a sound that is stopped come a moment after the next has begun.
    expect(sound.from, `"${sound.text}" waits for "${before.text}"`).toBeGreaterThanOrEqual(before.to - 50);
  }
}

/** The samples that espeak-ng itself makes. */
function espeak(voice: string, text: string): Buffer {
  const made = spawnSync("espeak-ng", ["-v", voice, "-s", "150", "-b", "1", "--stdin", "--stdout"], { input: text, maxBuffer: 1 << 25 });
  return made.stdout.subarray(44);
}

async function samples(url: string): Promise<Buffer> {
  const answer = await fetch(url);
  expect(answer.headers.get("content-type")).toBe("audio/wav");
  return Buffer.from(await answer.arrayBuffer()).subarray(44);
}

const call = (language: Language, number: string, desk: string) => fill(words[language].lobby.spoken, { number, desk });

test("a call is chimed, then said in the visitor's language and the branch's, and once more a while later", async ({ page, server }) => {
  const played = await listen(page);
  await open(page, address.lobby("it"));
  const anna = await server.signIn("anna");
  await server.issue("cash", { language: "en" });
  await anna.desk(1, "open", "next");
  const once = ["", call("en", "A001", "1"), call("it", "A001", "1")];
  await expect.poll(async () => (await played()).map(({ text }) => text), { timeout: 20_000 }).toEqual(once);
  const caption = page.locator(".wall-caption");
  await expect(caption).toContainText(call("en", "A001", "1"));
  await expect(caption).toContainText(call("it", "A001", "1"));
  // Without a chime, which means a new call.
  await expect.poll(async () => (await played()).map(({ text }) => text), { timeout: 30_000 }).toEqual([...once, once[1], once[2]]);
  await expect.poll(async () => (await played()).at(-1)?.to).toBeGreaterThan(0);
  await expect(caption).toHaveText("", { timeout: 10_000 });
  const all = await played();
  expect(all.map(({ language }) => language)).toEqual(["", "en", "it", "en", "it"]);
  expect(all.every(({ whole }) => whole)).toBe(true);
  expectOneAtATime(all);
  const pause = (all[3]?.from ?? 0) - (all[2]?.to ?? 0);
  expect(pause).toBeGreaterThanOrEqual(8_000);
  expect(pause).toBeLessThanOrEqual(10_000);
  // What is heard is what is shown: the sound of exactly these words, its number said as people say it.
  expect((await samples(all[1]?.url ?? "")).equals(espeak("en-gb", "Number A, 1, desk 1"))).toBe(true);
  expect((await samples(all[2]?.url ?? "")).equals(espeak("it", "Numero A, 1, sportello 1"))).toBe(true);
});

test("calls that come together are made one after the other, and one who is there is not called twice", async ({ page, server }) => {
  const played = await listen(page);
  await open(page, address.lobby("it"));
  const [anna, bruno] = [await server.signIn("anna"), await server.signIn("bruno")];
  for (const _ of [1, 2]) await server.issue("cash");
  await Promise.all([anna.desk(1, "open", "next"), bruno.desk(2, "open", "next")]);
  await expect.poll(async () => spoken(await played()).length, { timeout: 20_000 }).toBe(2);
  await anna.desk(1, "start");
  // The second time of the other.
  await expect.poll(async () => spoken(await played()).length, { timeout: 30_000 }).toBe(3);
  await page.waitForTimeout(6_000);
  const all = await played();
  const [first, second, third] = spoken(all);
  expect(new Set([first, second]).size).toBe(2);
  const atAnnas = await server.view<{ calls: { number: string; desk: string }[] }>("lobby");
  const waits = atAnnas.calls.find(({ desk }) => desk === "2");
  expect(third).toBe(call("it", waits?.number ?? "", "2"));
  expect(spoken(all)).toHaveLength(3);
  expect(all.filter(({ text }) => text === "")).toHaveLength(2);
  expectOneAtATime(all);
});

test("speech that does not come keeps no chime and no call from being made", async ({ page, server }) => {
  const played = await listen(page);
  let kept = 0;
  await page.route("**/speech/**", () => void (kept += 1));
  await open(page, address.lobby("it"));
  const [anna, bruno] = [await server.signIn("anna"), await server.signIn("bruno")];
  for (const _ of [1, 2]) await server.issue("cash");
  const began = Date.now();
  await Promise.all([anna.desk(1, "open", "next"), bruno.desk(2, "open", "next")]);
  const chimes = async () => (await played()).filter(({ text }) => text === "").length;
  await expect.poll(chimes, { timeout: 15_000 }).toBe(2);
  expect(Date.now() - began, "three seconds are given to a text").toBeLessThan(9_000);
  expect(kept).toBeGreaterThan(0);
  await expect(page.locator(".wall-caption")).not.toHaveText("");
});

test("without the program the lobby chimes, the kiosk offers no speech, and its keys lead all the same", async ({ browser, contextOptions }) => {
  const server = await new Server({ command: ["demo", "--speech", ""] }).start();
  const context = await browser.newContext({ ...contextOptions, baseURL: server.origin });
  try {
    const page = await context.newPage();
    const played = await listen(page);
    await open(page, address.lobby("it"));
    await server.issue("cash");
    await (await server.signIn("anna")).desk(1, "open", "next");
    await expect.poll(async () => (await played()).length).toBe(1);
    await page.waitForTimeout(4_000);
    expect(spoken(await played())).toEqual([]);
    await open(page, address.kiosk("it"));
    await expect(page.getByRole("button", { name: words.it.speech.label })).toHaveCount(0);
    await page.keyboard.press("s");
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("main").getByRole("link").first()).toBeFocused();
    expect(spoken(await played())).toEqual([]);
  } finally {
    await context.close();
    await server.stop();
  }
});

/** Turns speech on by its key, as soon as the page listens to keys. */
async function turnOn(page: Page, language: Language): Promise<void> {
  const button = page.getByRole("button", { name: words[language].speech.label });
  await expect(async () => {
    if ((await button.getAttribute("aria-pressed")) !== "true") await page.keyboard.press("s");
    await expect(button).toHaveAttribute("aria-pressed", "true", { timeout: 1_000 });
  }).toPass();
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
    test.setTimeout(180_000);
    await server.issue("cash");
    const played = await listen(page);
    const heard = async () => spoken(await played()).join(" ");
    const hears = async (text: string, timeout = 30_000) => expect.poll(heard, { timeout }).toContain(text);
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
    await hears(`${CASH.category[language]}. ${kiosk.choose_service}`);
    await hears(speech.go_on);
    await arrowTo(page, CASH.name[language], "link");
    await hears(CASH.name[language]);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: CASH.name[language] })).toBeVisible();
    await hears(`${CASH.name[language]}. `);

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
    await hears(`${kiosk.your_number}. A002.`);
    await hears(fill(ahead.count_one, { count: 1 }));
    await hears(kiosk.scan, 60_000);
    await hears(ready.title, 60_000);
    await hears({ it: "Documento d'identità valido", en: "Valid identity document" }[language], 60_000);
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
  const played = await listen(page);
  const last = async () => (await played()).at(-1);
  const playing = async () => (await played()).filter(({ to }) => to === 0).length;
  await open(page, address.kiosk("en"));
  await turnOn(page, "en");
  await expect.poll(async () => (await last())?.text).toBe(words.en.speech.on);
  expect((await last())?.volume).toBeCloseTo(0.6);
  await expect.poll(async () => (await last())?.text, { timeout: 10_000 }).toContain(words.en.speech.how.slice(0, 30));
  await page.keyboard.press("+");
  await expect.poll(async () => (await last())?.volume).toBeCloseTo(0.8);
  expect(await playing(), "louder does not end it").toBe(1);
  await page.keyboard.press("x");
  await expect.poll(playing).toBe(0);
  const count = (await played()).length;
  await page.waitForTimeout(1_500);
  expect(await played(), "nothing comes after").toHaveLength(count);
  await page.keyboard.press("*");
  await expect.poll(async () => (await last())?.text).toBe(words.en.speech.on);
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
    }, { timeout: 20_000 })
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

test("a refusal is heard, and Back leads from each step to the one before", async ({ page }) => {
  const played = await listen(page);
  const hears = async (text: string) => expect.poll(async () => spoken(await played()).join(" "), { timeout: 30_000 }).toContain(text);
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

test("that the connection is lost is heard, though no sound can be fetched any more", async ({ page, context, server }) => {
  const played = await listen(page);
  await open(page, address.kiosk("it", "&service=cash"));
  await turnOn(page, "it");
  await expect.poll(async () => spoken(await played()).join(" ")).toContain(words.it.speech.on);
  await page.waitForTimeout(1_000);
  await page.keyboard.press("x");
  await context.setOffline(true);
  await page.getByRole("button", { name: words.it.kiosk.take }).click();
  const lost = async () => (await played()).find(({ text }) => text.startsWith(words.it.kiosk.kept));
  await expect.poll(async () => (await lost())?.whole, { timeout: 40_000 }).toBe(true);
  await context.setOffline(false);
  // The ticket that was asked for comes, and is heard.
  await expect.poll(async () => spoken(await played()).join(" "), { timeout: 40_000 }).toContain(`${words.it.kiosk.your_number}. A001.`);
  expect((await server.counts()).issued).toBe(1);
});
