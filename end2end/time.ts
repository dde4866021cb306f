// The time of a page, which a spec can hold and let go on: no pause of the machine then counts as a pause of the visitor.
import { expect, type Page } from "@playwright/test";
import { open } from "./screens";

const still = new WeakSet<Page>();

/** Does something on the page that waits for the page's own timers, which in still time would not come. */
export async function withItsTimers<T>(page: Page, does: Promise<T>): Promise<T> {
  let done = false;
  const settled = does.finally(() => (done = true));
  // The clock is that of all pages of the context; axe closes one of its own while it passes, which is no news.
  while (still.has(page) && !done) await page.clock.runFor(10).catch(() => undefined);
  return settled;
}

/**
 * Opens a live screen whose time stands still: it goes on by `page.clock.fastForward` and `runFor` alone, so that no
 * pause of the machine counts. Not for a phone, whose program starts when the browser has nothing else to do.
 */
export async function openInStillTime(page: Page, path: string): Promise<void> {
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 1_000);
  still.add(page);
  await open(page, path);
}

/**
 * Lets a screen's time go on in steps of so many milliseconds until this holds, and returns how long it took for the
 * screen. With `every` of less than a step its time is faster than ours, which plays and loads.
 */
export async function passUntil(page: Page, holds: () => Promise<boolean>, { step = 250, every = step }: { step?: number; every?: number } = {}): Promise<number> {
  let passed = 0;
  await expect
    .poll(async () => {
      if (await holds()) return true;
      await page.clock.runFor(step);
      passed += step;
      return holds();
    }, { intervals: [every] })
    .toBe(true);
  return passed;
}
