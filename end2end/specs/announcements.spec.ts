// What is said in the lobby: each call, in the visitor's language and the branch's, one after the other. The sounds are
// the server's own, played by a real browser.
import { expect, Server, test } from "../sportello";
import { address, fill, type Language, open, overhear, words } from "../screens";
import { espeak, expectOneAtATime, listen, samples, spoken } from "../sounds";
import { openInStillTime, passUntil } from "../time";

const call = (language: Language, number: string, desk: string) => fill(words[language].lobby.spoken, { number, desk });

test("a call is chimed, then said in the visitor's language and the branch's, and once more a while later", async ({ page, server }) => {
  const played = await listen(page);
  await open(page, address.lobby("it"));
  const anna = await server.signIn("anna");
  await server.issue("cash", { language: "en" });
  await anna.desk(1, "open", "next");
  const once = ["", call("en", "A001", "1"), call("it", "A001", "1")];
  await expect.poll(async () => (await played()).slice(0, 3).map(({ text }) => text)).toEqual(once);
  const caption = page.locator(".wall-caption");
  await expect(caption).toContainText(call("en", "A001", "1"));
  await expect(caption).toContainText(call("it", "A001", "1"));
  // Without a chime, which means a new call.
  await expect.poll(async () => (await played()).map(({ text }) => text)).toEqual([...once, once[1], once[2]]);
  await expect.poll(async () => (await played()).at(-1)?.to).toBeGreaterThan(0);
  await expect(caption).toHaveText("");
  const all = await played();
  expect(all.map(({ language }) => language)).toEqual(["", "en", "it", "en", "it"]);
  expect(all.every(({ whole }) => whole)).toBe(true);
  expectOneAtATime(all);
  const pause = (all[3]?.from ?? 0) - (all[2]?.to ?? 0);
  // How much later at most is held where the machine does not count, by the tests of the queue of announcements.
  expect(pause).toBeGreaterThanOrEqual(8_000);
  // What is heard is what is shown: the sound of exactly these words, its number said as people say it.
  expect((await samples(all[1]?.url ?? "")).equals(espeak("en-gb", "Number A, 1, desk 1"))).toBe(true);
  expect((await samples(all[2]?.url ?? "")).equals(espeak("it", "Numero A, 1, sportello 1"))).toBe(true);
});

test("calls that come together are made one after the other, and one who is there is not called twice", async ({ page, server }) => {
  const played = await listen(page);
  const heard = await overhear(page);
  await openInStillTime(page, address.lobby("it"));
  const [anna, bruno] = [await server.signIn("anna"), await server.signIn("bruno")];
  for (const _ of [1, 2]) await server.issue("cash");
  await Promise.all([anna.desk(1, "open", "next"), bruno.desk(2, "open", "next")]);
  await passUntil(page, async () => spoken(await played()).length === 2);
  await anna.desk(1, "start");
  await expect.poll(async () => (await heard()).at(-1)).toContain('"answered":true');
  // The second time of the other; and long after it nothing more.
  await passUntil(page, async () => spoken(await played()).length === 3);
  await expect.poll(async () => (await played()).at(-1)?.to).toBeGreaterThan(0);
  await passUntil(page, async () => (await page.locator(".wall-caption").innerText()) === "");
  await page.clock.runFor(20_000);
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
  await openInStillTime(page, address.lobby("it"));
  const [anna, bruno] = [await server.signIn("anna"), await server.signIn("bruno")];
  for (const _ of [1, 2]) await server.issue("cash");
  await Promise.all([anna.desk(1, "open", "next"), bruno.desk(2, "open", "next")]);
  await expect(page.locator(".wall-row")).toHaveCount(1);
  const chimes = async () => (await played()).filter(({ text }) => text === "").length;
  const waited = await passUntil(page, async () => (await chimes()) === 2, { step: 250, every: 50 });
  expect(waited, "six seconds are given to a text").toBeLessThan(9_000);
  expect(kept).toBeGreaterThan(0);
  await expect(page.locator(".wall-caption")).not.toHaveText("");
});

test("without the program the lobby chimes, the kiosk offers no speech, and its keys lead all the same", async ({ browser, contextOptions }) => {
  const server = await new Server({ command: ["demo", "--quiet", "--speech", ""] }).start();
  const context = await browser.newContext({ ...contextOptions, baseURL: server.origin });
  try {
    const page = await context.newPage();
    const played = await listen(page);
    await openInStillTime(page, address.lobby("it"));
    await server.issue("cash");
    await (await server.signIn("anna")).desk(1, "open", "next");
    await passUntil(page, async () => (await played()).length === 1);
    await page.clock.runFor(20_000);
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
