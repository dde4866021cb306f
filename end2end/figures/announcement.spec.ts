// How long a room waits for a call: from the finger on *Call next* at a desk to the first sound of the lobby display, measured in two
// pages of one browser.
import { expect, signIn, test } from "../sportello";
import { address, open, words } from "../screens";

const CALLS = 40;
const own = words.it.desk;

const at = (sorted: number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;

test("a call is announced within 300 ms of its button in 95 of 100 cases", async ({ browser, contextOptions, page, server }) => {
  test.setTimeout(600_000);
  for (let count = 0; count < CALLS; count += 1) await server.issue("cash");
  await (await server.signIn("anna")).desk(1, "open");
  const room = await browser.newContext({ ...contextOptions, baseURL: server.origin });
  try {
    const wall = await room.newPage();
    await wall.addInitScript(() => {
      // Each sound that can be heard: when it began, in milliseconds since 1970, and whether it has ended.
      const sounds: { began: number; ended: boolean }[] = [];
      Object.assign(window, { sounds });
      const { play } = HTMLMediaElement.prototype;
      HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
        if (this.volume > 0) {
          const sound = { began: 0, ended: false };
          this.addEventListener("playing", (event) => sounds.push(Object.assign(sound, { began: performance.timeOrigin + event.timeStamp })), { once: true });
          this.addEventListener("ended", () => (sound.ended = true), { once: true });
        }
        return play.call(this);
      };
    });
    const sounds = () => wall.evaluate(() => (window as unknown as { sounds: { began: number; ended: boolean }[] }).sounds);
    await open(wall, address.lobby("it"));
    await signIn(page.context(), server, "anna");
    await open(page, address.desk(1, "it"));
    await page.evaluate(() => {
      const touches: number[] = [];
      Object.assign(window, { touches });
      addEventListener("pointerdown", (event) => touches.push(performance.timeOrigin + event.timeStamp), { capture: true });
    });
    const touched = () => page.evaluate(() => (window as unknown as { touches: number[] }).touches.at(-1) ?? NaN);
    const waited: number[] = [];
    for (let call = 0; call < CALLS; call += 1) {
      const before = (await sounds()).length;
      await page.getByRole("button", { name: own.call_next }).click();
      const touch = await touched();
      await page.getByRole("button", { name: own.start, exact: true }).click();
      await page.getByRole("button", { name: own.finish, exact: true }).click();
      await expect(page.getByText(own.no_ticket)).toBeVisible();
      // The chime and the voice have ended: the next call finds the room silent.
      await expect.poll(async () => (await sounds()).slice(before).filter(({ ended }) => ended).length, { timeout: 60_000 }).toBe(2);
      waited.push(((await sounds())[before]?.began ?? Infinity) - touch);
    }
    const sorted = waited.toSorted((one, other) => one - other);
    const ms = (value: number) => `${value.toFixed(0)} ms`;
    console.log(`\nCall next to the first sound of the wall, ${sorted.length} calls: p50 ${ms(at(sorted, 0.5))}, p95 ${ms(at(sorted, 0.95))}, most ${ms(at(sorted, 1))}\n`);
    expect(sorted[0], "no sound is of another call").toBeGreaterThan(0);
    expect(at(sorted, 0.95)).toBeLessThan(300);
  } finally {
    await room.close();
  }
});
