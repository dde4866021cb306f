// What axe cannot see: sizes in millimetres, the keyboard, languages, large text, motion, and time.
import type { Page } from "@playwright/test";
import { expect, signIn, test, type Server } from "../sportello";
import { address, atHand, CASH, chooseCash, fill, LANGUAGES, open, shownNumber, takeButton, words } from "../screens";
import { openInStillTime } from "../time";
import { cutOff, overlapping, pixelsPerMillimetre, targets, texts } from "../measure";

/** The panels of the default set-up. */
const KIOSK = pixelsPerMillimetre(24);
const LOBBY = pixelsPerMillimetre(43);
const LANDSCAPE = { width: 1920, height: 1080 };
const PORTRAIT = { width: 1080, height: 1920 };

/** Rounding of a layout to pixels. */
const HALF = 0.5;

async function expectReachable(page: Page, state: string): Promise<void> {
  const small = (await targets(page)).filter(({ width, height }) => Math.min(width, height) < 20 * KIOSK - HALF);
  expect(small, `${state}: everything that is touched is at least ${20 * KIOSK} px`).toEqual([]);
}

async function expectReadable(page: Page, state: string): Promise<void> {
  const small = (await texts(page)).filter(({ capitals }) => capitals < 7.3 * KIOSK - HALF);
  expect(small, `${state}: capitals are at least ${7.3 * KIOSK} px high`).toEqual([]);
}

async function expectWhole(page: Page, state: string): Promise<void> {
  expect(await cutOff(page), `${state}: nothing is cut off`).toEqual([]);
  expect(await overlapping(page), `${state}: nothing lies over something else`).toEqual([]);
}

/** The kiosk's screens, one after the other; the longest list of documents among them. */
async function throughTheKiosk(page: Page, language: "it" | "en", look: (state: string) => Promise<void>): Promise<void> {
  await open(page, address.kiosk(language));
  await look("welcome");
  const categories = page.locator(".tiles").getByRole("link");
  const count = await categories.count();
  for (let place = 0; place < count; place += 1) {
    await categories.nth(place).click();
    await expect(page.getByText(words[language].kiosk.choose_service)).toBeVisible();
    await look(`category ${place + 1}`);
    await page.getByRole("link", { name: words[language].kiosk.start_over }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words[language].kiosk.welcome);
  }
  for (const service of ["cash", "mortgage"]) {
    await open(page, address.kiosk(language, `&service=${service}`));
    await look(service);
    await takeButton(page, language).click();
    await shownNumber(page);
    await expect(page.locator(".issued-ahead")).toBeVisible();
    await look(`ticket for ${service}`);
  }
}

for (const [name, size] of [["landscape", LANDSCAPE], ["portrait", PORTRAIT]] as const) {
  for (const language of LANGUAGES) {
    test(`on the kiosk every target is 20 mm, every capital 7.3 mm, and nothing is cut off (${name}, ${language})`, async ({ page }) => {
      await page.setViewportSize(size);
      await throughTheKiosk(page, language, async (state) => {
        await expectReachable(page, state);
        await expectReadable(page, state);
        await expectWhole(page, state);
      });
    });
  }
}

for (const language of LANGUAGES) {
  test(`on a kiosk that gives out no tickets all is as large, and nothing is cut off (${language})`, async ({ page, server }) => {
    await (await server.signIn("gaia")).command("day/stop");
    for (const size of [LANDSCAPE, PORTRAIT]) {
      await page.setViewportSize(size);
      for (const query of ["", "&category=counter", "&service=mortgage"]) {
        await open(page, address.kiosk(language, query));
        const state = `${size.width} px, ${query || "welcome"}`;
        await expect(page.locator(".kiosk-unavailable, .tile-off").first()).toBeVisible();
        await expectReachable(page, state);
        await expectReadable(page, state);
        await expectWhole(page, state);
      }
    }
  });
}

test("a kiosk's dialogs have targets of 20 mm too", async ({ page }) => {
  await page.setViewportSize(LANDSCAPE);
  await openInStillTime(page, address.kiosk("it"));
  await chooseCash(page, "it");
  await page.clock.fastForward(46_000);
  await expect(page.getByRole("dialog", { name: words.it.kiosk.idle_title })).toBeVisible();
  expect(await targets(page)).toHaveLength(2);
  await expectReachable(page, "are you still there");
  await expectReadable(page, "are you still there");
});

test("on the wall the capitals of every call are 61 mm high, and all of them fit", async ({ page, server }) => {
  await page.setViewportSize(LANDSCAPE);
  const anna = await server.signIn("anna");
  await anna.desk(1, "open");
  for (let count = 0; count < 6; count += 1) {
    await server.issue("cash");
    await anna.desk(1, "next", "start", "finish");
  }
  await open(page, address.lobby("it"));
  const calls = (await texts(page, ".wall")).filter(({ what }) => /^([A-Z]|\d+)$/.test(what));
  // Five calls: letter, digits and desk.
  expect(calls).toHaveLength(15);
  for (const { what, capitals } of calls) expect(capitals, what).toBeGreaterThanOrEqual(61 * LOBBY - HALF);
  await expectWhole(page, "five calls");
  const below = await page.locator(".wall-row, .wall-call").evaluateAll((rows) => rows.filter((row) => row.getBoundingClientRect().bottom > innerHeight).length);
  expect(below).toBe(0);
});

/** The other screens in the state with the most on them. */
async function busyBranch(server: Server): Promise<{ phone: string }> {
  for (const service of ["payments", "loan", "mortgage", "cards", "complaint"]) await server.issue(service);
  await server.issue("cheques", { priority: true });
  const mine = await server.issue("mortgage");
  const anna = await server.signIn("anna");
  await anna.desk(1, "open", "next", "start");
  await (await server.signIn("bruno")).desk(2, "open", "next");
  return { phone: address.phone(mine, "it") };
}

const OTHERS = [
  { name: "front door", path: address.frontDoor("it"), live: false },
  { name: "sign-in", path: address.signIn("it"), live: false },
  { name: "choice of a desk", path: address.deskChoice("it"), live: true },
  { name: "desk", path: address.desk(1, "it"), live: true },
  { name: "manager", path: address.manager("it"), live: true },
];

test("elsewhere nothing that is touched is under 24 px, and every button 44 px high", async ({ page, server }) => {
  const { phone } = await busyBranch(server);
  const look = async (path: string, live: boolean) => {
    await (live ? open(page, path) : page.goto(path));
    const found = await targets(page);
    expect(found.filter(({ width, height }) => Math.min(width, height) < 24), path).toEqual([]);
    const buttons = await page.locator("button, .button, input:not([type=hidden]), .languages a").evaluateAll((all) =>
      all.map((one) => ({ what: one.textContent, height: one.getBoundingClientRect().height })).filter(({ height }) => height < 44),
    );
    expect(buttons, path).toEqual([]);
  };
  for (const { path, live } of OTHERS.slice(0, 2)) await look(path, live);
  await signIn(page.context(), server, "gaia");
  for (const { path, live } of OTHERS.slice(2)) await look(path, live);
  await page.setViewportSize({ width: 390, height: 844 });
  await look(phone, true);
});

test("in a dialog of the staff everything is as large, and it fits a tablet", async ({ page, server }) => {
  await busyBranch(server);
  await signIn(page.context(), server, "anna");
  await page.setViewportSize({ width: 1024, height: 768 });
  await open(page, address.desk(1, "it"));
  const { desk } = words.it;
  for (const name of [desk.finish_with, desk.park, desk.transfer, desk.change_service]) {
    await page.getByRole("button", { name, exact: true }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toBeVisible();
    const small = await dialog.locator("button, label.option, select").evaluateAll((all) =>
      all.map((one) => ({ what: one.textContent, height: one.getBoundingClientRect().height })).filter(({ height }) => height < 44),
    );
    expect(small, name).toEqual([]);
    const box = await dialog.boundingBox();
    expect((box?.y ?? -1) >= 0 && (box?.y ?? 0) + (box?.height ?? 0) <= 768, `${name} fits`).toBe(true);
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
  }
});

test("a layout holds with text of 200 %, and in a window of half the size", async ({ page, server }) => {
  const { phone } = await busyBranch(server);
  await signIn(page.context(), server, "gaia");
  const screens = [...OTHERS.map((screen) => ({ ...screen, size: { width: 1280, height: 800 } })), { name: "phone", path: phone, live: true, size: { width: 390, height: 844 } }];
  for (const { name, path, live, size } of screens) {
    await page.setViewportSize(size);
    await (live ? open(page, path) : page.goto(path));
    await expectWhole(page, `${name} as it is`);
    await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
    await expectWhole(page, `${name} with text of 200 %`);
    await page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
    await page.setViewportSize({ width: Math.max(320, size.width / 2), height: size.height / 2 });
    await expectWhole(page, `${name} at half the size`);
    await page.setViewportSize({ width: 320, height: 640 });
    await expectWhole(page, `${name} at 320 px`);
  }
});

test("a ticket is taken by the keyboard alone, with a focus that is seen", async ({ page }) => {
  await page.setViewportSize(LANDSCAPE);
  await open(page, address.kiosk("it"));
  /** Presses Tab until the focus is on this. */
  const reach = async (name: string | RegExp, role: "link" | "radio" | "button") => {
    const wanted = page.getByRole(role, { name }).first();
    for (let presses = 0; presses < 60; presses += 1) {
      if (await wanted.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press("Tab");
    }
    await expect(wanted).toBeFocused();
    const ring = await wanted.evaluate((element) => {
      const seen = element instanceof HTMLInputElement ? (element.closest("label") ?? element) : element;
      const style = getComputedStyle(seen);
      return style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
    });
    expect(ring, `the ring around ${name}`).toBeGreaterThanOrEqual(3);
  };
  await reach("English", "link");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.en.kiosk.welcome);
  await reach(CASH.category.en, "link");
  await page.keyboard.press("Enter");
  // A new step begins at its heading, for those who hear the page.
  await expect(page.getByRole("heading", { level: 1, name: CASH.category.en })).toBeFocused();
  await reach(CASH.name.en, "link");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: CASH.name.en })).toBeFocused();
  await reach(words.en.ready.have, "radio");
  await page.keyboard.press("Space");
  await expect(atHand(page, "en").first()).toBeChecked();
  await reach(new RegExp(`^${words.en.kiosk.no}$`), "radio");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  await expect(page.getByRole("radio", { name: words.en.kiosk.yes })).toBeChecked();
  await reach(words.en.kiosk.take, "button");
  await page.keyboard.press("Enter");
  expect(await shownNumber(page)).toBe("A001");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await reach(words.en.kiosk.done, "button");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.it.kiosk.welcome);
});

test("every page says which language it is in", async ({ page, server }) => {
  await signIn(page.context(), server, "gaia");
  const ticket = await server.issue("cash", { language: "en" });
  for (const language of LANGUAGES) {
    const paths = [address.frontDoor, address.signIn, address.kiosk, address.lobby, address.deskChoice, address.manager].map((path) => path(language));
    for (const path of [...paths, address.desk(1, language), address.phone(ticket, language)]) {
      await page.goto(path);
      await expect(page.locator("html"), path).toHaveAttribute("lang", language);
    }
  }
  // Words of another language are marked as such, and a language is called by its own name.
  await page.goto(address.frontDoor("it"));
  await expect(page.getByRole("link", { name: "English" })).toHaveAttribute("lang", "en");
  await open(page, address.kiosk("it"));
  await page.getByRole("link", { name: "English" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.en.kiosk.welcome);
  expect(await page.getByRole("heading", { level: 1 }).evaluate((heading) => heading.closest("[lang]")?.getAttribute("lang"))).toBe("en");
});

test.describe("motion", () => {
  async function called(page: Page, server: Server): Promise<{ duration: number; count: number }[]> {
    await open(page, address.lobby("it"));
    await server.issue("cash");
    await (await server.signIn("anna")).desk(1, "open", "next");
    await expect(page.locator(".wall-newest")).toContainText("A001");
    // As the sheets have it: a slow machine may look when the pulse is over.
    return page.evaluate(() =>
      [...document.querySelectorAll("*")].flatMap((element) => {
        const { animationName, animationDuration, animationIterationCount } = getComputedStyle(element);
        if (animationName === "none") return [];
        return [{ duration: parseFloat(animationDuration) * 1_000, count: Number(animationIterationCount) }];
      }),
    );
  }

  test("a new call pulses at most once a second and for five seconds at most", async ({ page, server }) => {
    const moves = await called(page, server);
    expect(moves).toHaveLength(1);
    for (const { duration, count } of moves) {
      expect(duration).toBeGreaterThanOrEqual(1_000);
      expect(duration * count).toBeLessThanOrEqual(5_000);
    }
  });

  test.describe(() => {
    test.use({ contextOptions: { reducedMotion: "reduce" } });

    test("nothing moves for those who asked for it", async ({ page, server }) => {
      expect(await called(page, server)).toEqual([]);
    });
  });
});

test("a visitor's phone is told politely, and at once only when called", async ({ page, server }) => {
  const ticket = await server.issue("cash", { language: "en" });
  await page.clock.install();
  await open(page, address.phone(ticket, "en"));
  const polite = page.getByRole("status").filter({ hasText: words.en.ahead.none });
  await expect(page.getByRole("alert")).toHaveText("");
  await expect(polite).toHaveCount(0);
  await page.clock.fastForward(31_000);
  await expect(polite).toHaveCount(1);
  await (await server.signIn("anna")).desk(1, "open", "next");
  await expect(page.getByRole("alert").filter({ hasText: fill(words.en.ticket.called_title, { desk: "1" }) })).toHaveCount(1);
});
