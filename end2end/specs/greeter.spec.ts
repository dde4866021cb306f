// Finding the need, what to have ready, several needs, and the aids: the kiosk for everyone.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, Server, test } from "../sportello";
import { address, atHand, CASH, chooseCash, type Language, LANGUAGES, open, shownNumber, takeButton, touch, words } from "../screens";
import { openInStillTime } from "../time";
import { cutOff, overlapping, pixelsPerMillimetre, targets, texts } from "../measure";

const LANDSCAPE = { width: 1920, height: 1080 };
const PORTRAIT = { width: 1080, height: 1920 };
const HALF = 0.5;

const link = (page: Page, name: string | RegExp) => page.getByRole("link", { name });
const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const aid = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Types on the kiosk's own keys. */
async function press(page: Page, text: string, language: Language): Promise<void> {
  const keys = page.getByRole("group", { name: words[language].keyboard.label });
  for (const letter of text) {
    const name = letter === " " ? words[language].keyboard.space : letter;
    await keys.getByRole("button", { name, exact: true }).click();
  }
}

test.describe("in the visitor's own words", () => {
  const asked: [Language, string, string][] = [
    ["it", "ho perso la carta", "Carta smarrita, rubata o bloccata"],
    ["it", "mutuo", "Mutuo casa"],
    ["it", "mutou", "Mutuo casa"],
    ["it", "bonfico", "Bonifici, F24 e bollettini"],
    ["it", "lost my card", "Carta smarrita, rubata o bloccata"],
    ["en", "lost my card", "Lost, stolen or blocked card"],
    ["en", "successione", "Inheritance"],
    ["en", "morgage", "Home mortgage"],
    ["en", "fake message", "Unrecognised transaction or fraud"],
  ];

  for (const [language, typed, name] of asked) {
    test(`"${typed}" finds "${name}"`, async ({ page }) => {
      await open(page, address.kiosk(language));
      await page.locator(".kiosk-search-link").click();
      await press(page, typed, language);
      await expect(page.getByRole("searchbox")).toHaveValue(typed);
      await expect(page.locator(".hits").getByRole("link").first()).toHaveText(name);
    });
  }

  test("what was found leads to the ticket, and nonsense to somebody to talk to", async ({ page }) => {
    await open(page, address.kiosk("en"));
    await page.locator(".kiosk-search-link").click();
    await press(page, "xqzw", "en");
    await expect(page.getByText(words.en.kiosk.search_nothing)).toBeVisible();
    await expect(link(page, words.en.kiosk.unsure)).toBeVisible();
    await page.getByRole("button", { name: words.en.keyboard.clear }).click();
    await press(page, "withd", "en");
    await page.getByRole("button", { name: words.en.keyboard.delete }).click();
    await link(page, CASH.name.en).click();
    await takeButton(page, "en").click();
    expect(await shownNumber(page)).toBe("A001");
  });

  // Frames are counted and not milliseconds, which a busy machine stretches.
  test("the answer is there within a frame of the key", async ({ page }) => {
    await open(page, address.kiosk("it", "&q="));
    const took = await page.evaluate(async () => {
      const field = document.querySelector<HTMLInputElement>("#q");
      if (!field) throw new Error("no field");
      let frames = 0;
      const count = () => {
        frames += 1;
        requestAnimationFrame(count);
      };
      requestAnimationFrame(count);
      const times: { frames: number; milliseconds: number }[] = [];
      for (const typed of ["mutuo", "carta", "bonfico", "assegno", "iban", "truffa", "eredità", "orari", "cassetta", "delega"]) {
        const changed = new Promise<number>((done) => {
          new MutationObserver((_, observer) => {
            observer.disconnect();
            done(performance.now());
          }).observe(document.querySelector(".looking-found") ?? document.body, { childList: true, subtree: true, characterData: true });
        });
        const [before, begun] = [performance.now(), frames];
        field.value = typed;
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        times.push({ milliseconds: (await changed) - before, frames: frames - begun });
        await new Promise(requestAnimationFrame);
      }
      return times.sort((one, other) => one.milliseconds - other.milliseconds);
    });
    const median = took[Math.floor(took.length / 2)]?.milliseconds ?? Infinity;
    console.log(`search, from the key to the results on the page: median ${median.toFixed(1)} ms, slowest ${took.at(-1)?.milliseconds.toFixed(1)} ms`);
    expect(Math.max(...took.map(({ frames }) => frames))).toBeLessThanOrEqual(1);
  });
});

for (const language of LANGUAGES) {
  const own = words[language].kiosk;

  test(`questions lead from a letter to what it is, and an answer that was enough is counted (${language})`, async ({ page, server }) => {
    await open(page, address.kiosk(language));
    await link(page, own.find).click();
    await page.locator(".tiles").getByRole("link").first().click();
    await page.locator(".tiles").getByRole("link").first().click();
    await expect(heading(page)).toHaveText({ it: "Riconoscere una truffa", en: "Recognise a scam" }[language]);
    await page.getByRole("button", { name: own.solved }).click();
    await expect(page.getByRole("dialog", { name: words[language].solved.title })).toBeVisible();
    await page.getByRole("button", { name: own.done, exact: true }).click();
    await expect(heading(page)).toHaveText(words.it.kiosk.welcome);
    const counted = async () => (await server.view<{ solved: number; issued: number }>("manager", await server.signIn("gaia")));
    await expect.poll(async () => (await counted()).solved).toBe(1);
    expect((await counted()).issued).toBe(0);
  });

  test(`a dozen quick answers, with the hours of the branch (${language})`, async ({ page }) => {
    await open(page, address.kiosk(language));
    await link(page, own.answers).click();
    await expect(page.locator(".tile")).toHaveCount(6);
    await page.locator(".kiosk-more").click();
    await expect(page.locator(".tile")).toHaveCount(6);
    await page.locator(".kiosk-more").click();
    await page.locator(".tile").first().click();
    // Today and tomorrow first, the ordinary week last.
    await expect(page.locator(".answer-hours").first().locator("dt")).toHaveText([words[language].hours.today, words[language].hours.tomorrow]);
    await expect(page.locator(".answer-hours dd").first()).toContainText("00:00");
    await expect(page.locator(".answer-hours").last().locator("dt").first()).toContainText({ it: "lunedì", en: "Monday" }[language]);
  });

  test(`a lost card is told the number first, and then offered the ticket (${language})`, async ({ page }) => {
    await open(page, address.kiosk(language, "&service=card_lost"));
    await expect(page.locator(".urgent")).toContainText("800 822 056");
    await expect(takeButton(page, language)).toBeVisible();
  });

  test(`who lacks a document that is always needed chooses (${language})`, async ({ page, server }) => {
    await open(page, address.kiosk(language));
    await chooseCash(page, language);
    await touch(page.getByRole("radio", { name: words[language].ready.have_not }).first());
    await takeButton(page, language).click();
    const dialog = page.getByRole("dialog", { name: words[language].missing.title });
    await expect(dialog).toBeVisible();
    await dialog.getByRole("button", { name: own.back, exact: true }).click();
    await expect(atHand(page, language).first()).not.toBeChecked();
    await takeButton(page, language).click();
    await dialog.getByRole("button", { name: words[language].missing.take }).click();
    await shownNumber(page);
    // The desk sees the answer.
    const anna = await server.signIn("anna");
    await anna.desk(1, "open", "next");
    const desk = await server.view<{ ticket: { documents: { at_hand: boolean; missing: boolean }[] } }>("desk/1", anna);
    expect(desk.ticket.documents[0]).toMatchObject({ at_hand: false, missing: true });
    expect(desk.ticket.documents[1]).toMatchObject({ at_hand: false, missing: false });
  });
}

test("several needs make one ticket, in the best order of desks", async ({ page, server }) => {
  // Five wait at the cash desk and nobody at the others.
  for (const [user, desk] of [["anna", 1], ["bruno", 3]] as const) await (await server.signIn(user)).desk(desk, "open");
  for (let count = 0; count < 5; count += 1) await server.issue("cash");
  await open(page, address.kiosk("en"));
  await chooseCash(page, "en");
  await touch(atHand(page, "en").first());
  await page.getByRole("button", { name: words.en.kiosk.more }).click();
  await expect(page.locator(".basket")).toContainText(CASH.name.en);
  await link(page, "Cards and app").click();
  await link(page, /Request or collect a card/).click();
  // One list for both, and what was said stays said.
  await expect(atHand(page, "en").first()).toBeChecked();
  const asked = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/tickets"));
  await takeButton(page, "en").click();
  const body = (await asked).postDataJSON() as { service: string; then: string[] };
  expect([body.service, ...body.then]).toEqual(["cards", "cash"]);
  expect(await shownNumber(page)).toBe("B001");
});

test("a need can be taken back, and starting over forgets them all", async ({ page }) => {
  await open(page, address.kiosk("en"));
  await chooseCash(page, "en");
  await page.getByRole("button", { name: words.en.kiosk.more }).click();
  await page.locator(".basket-need").click();
  await expect(page.locator(".basket")).toHaveCount(0);
});

test("the staff are called from any screen, and the kiosk says that they come", async ({ page, server }) => {
  await open(page, address.kiosk("en", "&category=counter"));
  await page.getByRole("button", { name: words.en.kiosk.call_staff }).click();
  await expect(page.getByRole("button", { name: words.en.kiosk.staff_called })).toBeVisible();
  const seen = await server.view<{ alerts: { kind: string }[] }>("manager", await server.signIn("gaia"));
  expect(seen.alerts.map(({ kind }) => kind)).toEqual(["help"]);
});

/** Walks the kiosk's screens and looks at each. */
async function walk(page: Page, language: Language, look: (state: string) => Promise<void>): Promise<void> {
  const own = words[language].kiosk;
  await look("welcome");
  await page.locator(".tile").nth(1).click();
  await look("services");
  await page.locator(".kiosk-ways a").first().click();
  await link(page, own.find).click();
  await look("question");
  await page.locator(".kiosk-ways a").first().click();
  await link(page, own.answers).click();
  await look("answers");
  await page.locator(".tile").first().click();
  await look("answer");
  await page.locator(".kiosk-ways a").nth(1).click();
  await page.locator(".kiosk-search-link").click();
  await page.getByRole("searchbox").fill("carta");
  await expect(page.locator(".hit").first()).toBeVisible();
  await look("search");
  await page.locator(".hit").first().click();
  await look("what to have ready");
  await takeButton(page, language).click();
  await shownNumber(page);
  await look("ticket");
}

for (const [name, size] of [["landscape", LANDSCAPE], ["portrait", PORTRAIT]] as const) {
  test(`in reach mode everything that is touched is in the lower half (${name})`, async ({ page }) => {
    await page.setViewportSize(size);
    await open(page, address.kiosk("it"));
    const button = aid(page, words.it.access.reach);
    // The button itself is there already.
    expect((await button.boundingBox())?.y ?? 0).toBeGreaterThanOrEqual(size.height / 2);
    await button.click();
    await walk(page, "it", async (state) => {
      const high = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>("a[href], button, label:has(input), input[type=search]")]
          .filter((element) => element.checkVisibility() && element.getBoundingClientRect().width > 0)
          .filter((element) => !element.classList.contains("unseen") && element.getBoundingClientRect().top < innerHeight / 2 - 0.5)
          // What is scrolled out of its box comes into it, in the lower half.
          .filter((element) => (element.closest("[tabindex='0']")?.getBoundingClientRect().top ?? 0) < innerHeight / 2 - 0.5)
          .map((element) => element.textContent),
      );
      expect(high, `${state}: nothing to touch in the upper half`).toEqual([]);
      const below = await page.evaluate(() => document.querySelector(".kiosk-bottom")?.getBoundingClientRect().bottom ?? 0);
      expect(below, `${state}: the foot is on the screen`).toBeLessThanOrEqual(size.height + HALF);
      expect((await overlapping(page)), state).toEqual([]);
    });
  });

  test(`the welcome has room for the words of every language, large and within reach too (${name})`, async ({ page }) => {
    await page.setViewportSize(size);
    for (const language of ["it", "en", "ar", "de", "es", "fr", "ro", "zh"]) {
      for (const mode of ["plain", "large", "reach"] as const) {
        await open(page, `/b/centro/kiosk?lang=${language}`);
        if (mode !== "plain") await page.locator(".kiosk-aid").nth(mode === "reach" ? 0 : 2).click();
        if (mode !== "plain") await expect(page.locator(`.kiosk-${mode}`)).toHaveCount(1);
        expect(await cutOff(page), `${language}, ${mode}`).toEqual([]);
        expect(await overlapping(page), `${language}, ${mode}`).toEqual([]);
      }
    }
  });

  test(`high contrast is at least 7:1 on every screen (${name})`, async ({ page }) => {
    await page.setViewportSize(size);
    await open(page, address.kiosk("it"));
    await aid(page, words.it.access.contrast).click();
    await walk(page, "it", async (state) => {
      const { violations } = await new AxeBuilder({ page }).withRules(["color-contrast", "color-contrast-enhanced"]).analyze();
      expect(violations.flatMap(({ nodes }) => nodes.map(({ target, failureSummary }) => `${target.join(" ")}: ${failureSummary}`)), state).toEqual([]);
    });
  });

  test(`large text is larger, and nothing is cut off (${name})`, async ({ page }) => {
    await page.setViewportSize(size);
    await open(page, address.kiosk("it"));
    const smallest = async () => Math.min(...(await texts(page)).map(({ capitals }) => capitals));
    const before = await smallest();
    await aid(page, words.it.access.large).click();
    expect(await smallest()).toBeGreaterThan(before * 1.2);
    await walk(page, "it", async (state) => {
      expect(await cutOff(page), state).toEqual([]);
      expect(await overlapping(page), state).toEqual([]);
    });
  });
}

for (const inches of [21.5, 24, 27, 32]) {
  test(`on a panel of ${inches} inches everything that is touched is 20 mm, on every screen`, async ({ page }) => {
    const server = await new Server({ setup: { "kiosk_panel_inches = 24": `kiosk_panel_inches = ${inches}` } }).start();
    try {
      const least = 20 * pixelsPerMillimetre(inches);
      await page.setViewportSize(LANDSCAPE);
      await open(page, `${server.origin}${address.kiosk("it")}`);
      await walk(page, "it", async (state) => {
        const small = (await targets(page)).filter(({ width, height }) => Math.min(width, height) < least - HALF);
        expect(small, `${state}: at least ${least.toFixed(1)} px`).toEqual([]);
        const low = (await texts(page)).filter(({ capitals }) => capitals < 7.3 * pixelsPerMillimetre(inches) - HALF);
        expect(low, `${state}: capitals of 7.3 mm`).toEqual([]);
      });
    } finally {
      await page.close();
      await server.stop();
    }
  });
}

test("the aids and the words typed are gone for the next visitor", async ({ page }) => {
  await openInStillTime(page, address.kiosk("it"));
  for (const name of [words.it.access.reach, words.it.access.contrast, words.it.access.large]) await aid(page, name).click();
  await page.locator(".kiosk-search-link").click();
  await page.getByRole("searchbox").fill("xylofonia");
  await page.clock.fastForward(100_000);
  await page.clock.runFor(120_000);
  await expect(heading(page)).toHaveText(words.it.kiosk.welcome);
  await expect(page.locator(".kiosk")).toHaveClass("kiosk");
  expect(await page.content()).not.toContain("xylofonia");
  await page.locator(".kiosk-search-link").click();
  await expect(page.getByRole("searchbox")).toHaveValue("");
});
