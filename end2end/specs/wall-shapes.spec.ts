// The wall on a panel of any shape: the numbers keep their millimetres, the staff can read what is meant for them, and
// nothing is cut.
import type { Page } from "@playwright/test";
import { join } from "node:path";
import { type Change, expect, Server, test, UNREACHABLE } from "../sportello";
import { address, type Language, LANGUAGES, open, words } from "../screens";
import { outside, pixelsPerMillimetre } from "../measure";
import { HALF, PANEL, SHAPES } from "../wall";

// The last of what is looked at is a wall whose server was killed.
test.use({ provoked: [UNREACHABLE] });

/** The boxes of the wall, none of which cuts what stands in it. */
const BOXES = ".lobby, .wall-branch, .wall-clock, .stale, .wall-empty, .wall-newest, .wall-before, .wall-row, .wall-caption, .wall-sound, .button";

interface Seen {
  /** The height of the capitals, in CSS pixels. */
  numbers: number[];
  desks: number[];
  staff: number[];
  /** The figures of the code of the minute. */
  code: number[];
  /** How many calls before the newest one are shown. */
  before: number;
  /** Parts of the wall that lie over one another or beyond the window. */
  wrong: string[];
}

async function see(page: Page): Promise<Seen> {
  return page.evaluate(() => {
    const pen = document.createElement("canvas").getContext("2d");
    const capitals = (element: Element) => {
      const style = getComputedStyle(element);
      if (!pen) return 0;
      pen.font = `${style.fontWeight} 1000px ${style.fontFamily}`;
      return (pen.measureText("H").actualBoundingBoxAscent / 1000) * parseFloat(style.fontSize);
    };
    const shown = (selector: string) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility() && element.getBoundingClientRect().height >= 1);
    const rows = shown(".wall-row");
    const calls = [...shown(".wall-call"), ...rows];
    const within = (selector: string) => calls.flatMap((call) => [...call.querySelectorAll(selector)]).map(capitals);
    const parts = shown(".wall-top, .wall-branch, .wall-clock, .wall-code > *, .stale, .wall-newest, .wall-before, .wall-empty, .wall-caption, .wall-sound, .wall-row");
    const wrong: string[] = [];
    for (const [place, part] of parts.entries()) {
      const box = part.getBoundingClientRect();
      if (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1) wrong.push(`${part.className} beyond the window`);
      for (const other of parts.slice(place + 1)) {
        if (part.contains(other)) continue;
        const its = other.getBoundingClientRect();
        const [width, height] = [Math.min(box.right, its.right) - Math.max(box.left, its.left), Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top)];
        if (width > 1 && height > 1) wrong.push(`${part.className} over ${other.className}`);
      }
    }
    return { numbers: within(".ticket-letter, .ticket-count"), desks: within("strong"), staff: shown(".stale span, .wall-sound p, .wall-sound button").map(capitals), code: shown(".wall-code strong").map(capitals), before: rows.length, wrong };
  });
}

/** Looks at the wall in every shape. `label` is that of the desk. */
async function look(page: Page, state: string, calls: number, label: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  const behind = state.endsWith("behind");
  for (const [shape, size] of Object.entries(SHAPES)) {
    await page.setViewportSize(size);
    // A wall that has not heard of its server shows no code.
    await expect(page.locator(".wall-code strong")).toHaveCount(behind ? 0 : 1);
    const what = `${shape}, ${state}`;
    const millimetre = pixelsPerMillimetre(PANEL, size);
    const seen = await see(page);
    expect(seen.wrong, what).toEqual([]);
    expect(await outside(page, BOXES), `${what}: no word is cut`).toEqual([]);
    expect(seen.before > 0, `${what}: calls before the newest one`).toBe(calls > 1);
    expect(seen.numbers, what).toHaveLength(calls === 0 ? 0 : 2 + 2 * seen.before);
    for (const capitals of seen.numbers) expect(capitals, `${what}: a number is read from 5 m`).toBeGreaterThanOrEqual(61 * millimetre - HALF);
    // A label of four wide letters has no room for 61 mm beside a number on an upright panel, which is 535 mm wide, nor on a bar; one of
    // three has none on 21:9 while two lines for the staff stand there. It is 49 mm then, and read from 4 m.
    const upright = size.width < size.height;
    const cramped = WIDE.test(label) && (upright || shape === "a bar");
    const least = cramped || (label.length > 2 && behind) ? 49 : 61;
    for (const capitals of seen.desks) expect(capitals, `${what}: so is a desk`).toBeGreaterThanOrEqual(least * millimetre - HALF);
    for (const capitals of seen.staff) expect(capitals, `${what}: the staff can read what is for them`).toBeGreaterThanOrEqual(16 * millimetre - HALF);
    expect(seen.code, `${what}: the code of the minute`).toHaveLength(behind ? 0 : 1);
    for (const capitals of seen.code) expect(capitals, `${what}: the code of the minute is read from 3 m`).toBeGreaterThanOrEqual(37 * millimetre - HALF);
    await picture(page, `${what}, ${label}`);
  }
}

/** A picture to be looked at, where somebody asks for them. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env["SPORTELLO_PICTURES"];
  if (folder) await page.screenshot({ path: join(folder, `${name.replaceAll(/\W+/g, "-")}.png`) });
}

/** A demo whose first desk is called by this label. */
async function branch(label: string): Promise<Server> {
  const setup: Change = label === "1" ? {} : { 'label = "1"': `label = "${label}"` };
  return new Server({ setup }).start();
}

async function callNext(server: Server, times: number): Promise<void> {
  const anna = await server.signIn("anna");
  for (let count = 0; count < times; count += 1) {
    await server.issue("cash");
    await anna.desk(1, "next", "start", "finish");
  }
}

const LABELS = { "a desk of one figure": "1", "a desk of three letters": "SP1", "a desk of four letters": "MEZ1", "a desk of four wide letters": "WMW1" };
const WIDE = /[MW]{3}/;

for (const language of LANGUAGES) {
  for (const [name, label] of Object.entries(LABELS).filter(([, label]) => language === "it" || label.length !== 3)) {
    test(`on a panel of any shape every number is 61 mm high and nothing is cut (${name}, ${language})`, async ({ browser, contextOptions }) => {
      const server = await branch(label);
      // Each in a context of its own: a clock is that of its whole context, and would not know the timers that a first wall has begun.
      const onAWall = async (does: (wall: Page) => Promise<void>) => {
        const context = await browser.newContext({ ...contextOptions, baseURL: server.origin });
        await does(await context.newPage()).finally(() => context.close());
      };
      try {
        await onAWall(async (wall) => {
          await open(wall, address.lobby(language));
          await look(wall, "nobody called", 0, label);
          await (await server.signIn("anna")).desk(1, "open");
          await callNext(server, 1);
          await expect(wall.locator(".wall-newest")).toContainText("A001");
          await look(wall, "one call", 1, label);
          await callNext(server, 5);
          await expect(wall.locator(".wall-newest")).toContainText("A006");
          await look(wall, "six calls", 6, label);
        });
        await onAWall(async (wall) => silentAndBehind(wall, server, language, label));
      } finally {
        await server.stop();
      }
    });
  }
}

/** A wall whose browser forbids sound, and whose server goes. */
async function silentAndBehind(wall: Page, server: Server, language: Language, label: string): Promise<void> {
  await wall.clock.install();
  await wall.addInitScript(() => {
    HTMLMediaElement.prototype.play = () => Promise.reject(new DOMException("not allowed", "NotAllowedError"));
  });
  await open(wall, address.lobby(language));
  await expect(wall.getByText(words[language].lobby.sound_blocked)).toBeVisible();
  await look(wall, "without sound", 6, label);
  await server.kill();
  await expect
    .poll(async () => {
      await wall.clock.fastForward(11_000);
      return wall.locator(".stale").isVisible();
    })
    .toBe(true);
  await look(wall, "without sound and behind", 6, label);
}
