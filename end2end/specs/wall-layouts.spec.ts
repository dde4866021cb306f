// The layouts of the wall: with waits, above a desk, as a strip. On a panel of any shape the numbers that a stranger looks for
// are read from 5 m, and nothing stands beyond the panel.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, Server, test } from "../sportello";
import { address, LANGUAGES, open } from "../screens";
import { pixelsPerMillimetre } from "../measure";
import { HALF, PANEL, SHAPES } from "../wall";

/** The height of the capitals of what these selectors find, in CSS pixels. */
async function capitals(page: Page, selector: string): Promise<number[]> {
  return page.evaluate((selector) => {
    const pen = document.createElement("canvas").getContext("2d");
    const shown = [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility() && element.getBoundingClientRect().height >= 1);
    return shown.map((element) => {
      const style = getComputedStyle(element);
      if (!pen) return 0;
      pen.font = `${style.fontWeight} 1000px ${style.fontFamily}`;
      return (pen.measureText("H").actualBoundingBoxAscent / 1000) * parseFloat(style.fontSize);
    });
  }, selector);
}

/** Parts of the wall that stand beyond the window. */
async function beyond(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const parts = ".wall-top, .wall-code > *, .wall-newest, .wall-waits, .wall-wait, .wall-caption, .sign, .sign-desk, .sign-number";
    const shown = [...document.querySelectorAll(parts)].filter((element) => element.checkVisibility());
    const out = shown.filter((element) => {
      const box = element.getBoundingClientRect();
      return box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1;
    });
    return out.map((element) => element.className);
  });
}

/** What the code of the minute lies over. */
async function covered(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const code = [...document.querySelectorAll(".wall-code > *")].map((element) => element.getBoundingClientRect());
    const parts = ".wall-branch, .wall-clock, .wall-call, .wall-row, .wall-wait, .wall-caption, .sign-desk > *, .sign-number";
    const shown = [...document.querySelectorAll(parts)].filter((element) => element.checkVisibility());
    const under = shown.filter((element) => {
      const box = element.getBoundingClientRect();
      return code.some((its) => {
        const [width, height] = [Math.min(box.right, its.right) - Math.max(box.left, its.left), Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top)];
        return width > 1 && height > 1;
      });
    });
    return under.map((element) => element.className || element.tagName);
  });
}

/** A demo with a visitor called to desk 1, another before them, and two who wait. */
async function called(): Promise<Server> {
  const server = await new Server({}).start();
  const anna = await server.signIn("anna");
  await anna.desk(1, "open");
  for (const _ of [1, 2, 3, 4]) await server.issue("cash");
  await anna.desk(1, "next", "start", "finish", "next");
  return server;
}

for (const language of LANGUAGES) {
  test(`the wall with waits and the display above a desk are read from 5 m (${language})`, async ({ browser, contextOptions }) => {
    const server = await called();
    const context = await browser.newContext({ ...contextOptions, baseURL: server.origin });
    try {
      const wall = await context.newPage();
      await open(wall, `${address.lobby(language)}&layout=waits`);
      await expect(wall.locator(".wall-newest")).toContainText("A002");
      await expect(wall.locator(".wall-wait")).toHaveCount(6);
      const sign = await context.newPage();
      await open(sign, `${address.lobby(language)}&desk=1`);
      await expect(sign.locator(".sign-number")).toContainText("A002");
      const bar = await context.newPage();
      await open(bar, `${address.lobby(language)}&layout=bar`);
      await expect(bar.locator(".wall-newest")).toContainText("A002");
      for (const page of [wall, sign, bar]) await page.evaluate(() => document.fonts.ready);
      for (const [shape, size] of Object.entries(SHAPES)) {
        for (const page of [wall, sign, bar]) await page.setViewportSize(size);
        const millimetre = pixelsPerMillimetre(PANEL, size);
        for (const page of [wall, sign, bar]) {
          expect(await beyond(page), shape).toEqual([]);
          expect(await covered(page), `${shape}: what the code of the minute lies over`).toEqual([]);
          const code = await capitals(page, ".wall-code strong");
          expect(code, shape).toHaveLength(1);
          for (const height of code) expect(height, `${shape}: the code of the minute is read from 3 m`).toBeGreaterThanOrEqual(37 * millimetre - HALF);
        }
        for (const height of await capitals(wall, ".wall-number .ticket-count, .wall-desk strong")) {
          expect(height, `${shape}: whose turn it is and where`).toBeGreaterThanOrEqual(61 * millimetre - HALF);
        }
        // Six letters have no room for 61 mm on a very wide panel, nor on a bar: 45 and 33 mm are read from 3.7 and 2.7 m.
        const least = { "21:9": 45, "a bar": 33 }[shape] ?? 61;
        const figures = await capitals(wall, ".wall-letter, .wall-minutes");
        expect(figures, shape).toHaveLength(12);
        for (const height of figures) expect(height, `${shape}: about how long`).toBeGreaterThanOrEqual(least * millimetre - HALF);
        for (const height of await capitals(sign, ".sign-number .ticket-count")) {
          expect(height, `${shape}: the number above a desk`).toBeGreaterThanOrEqual(90 * millimetre);
        }
        // On a nearly square panel two calls stand beside each other at 56 mm, read from 4.6 m.
        const narrow = shape === "4:3" || shape === "5:4";
        for (const height of await capitals(bar, ".wall-number .ticket-count")) {
          expect(height, `${shape}: a strip`).toBeGreaterThanOrEqual((narrow ? 55 : 61) * millimetre - HALF);
        }
      }
      for (const page of [wall, sign, bar]) {
        await page.setViewportSize(SHAPES["full HD"]);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id }) => id)).toEqual([]);
      }
    } finally {
      await context.close();
      await server.stop();
    }
  });
}

test("a display above a desk follows its desk and no other", async ({ browser, contextOptions }) => {
  const server = await called();
  const context = await browser.newContext({ ...contextOptions, baseURL: server.origin });
  try {
    const sign = await context.newPage();
    await open(sign, `${address.lobby("it")}&desk=2`);
    await expect(sign.locator(".sign-number")).toHaveCount(0);
    const bruno = await server.signIn("bruno");
    await bruno.desk(2, "open", "next");
    await expect(sign.locator(".sign-number")).toContainText("A003");
    await bruno.desk(2, "start", "finish");
    await expect(sign.locator(".sign-number")).toHaveCount(0);
  } finally {
    await context.close();
    await server.stop();
  }
});
