// What the three Playwright configurations share: Debian's own Chromium, and how it is started.
import { defineConfig, type PlaywrightTestConfig } from "@playwright/test";

// Only root, as in a container, cannot use the browser's sandbox.
const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

/** A configuration for the specs in `testDir`. */
export function inChromium(settings: PlaywrightTestConfig): PlaywrightTestConfig {
  return defineConfig({
    forbidOnly: Boolean(process.env["CI"]),
    fullyParallel: true,
    workers: 2,
    retries: 0,
    reporter: [["list"]],
    outputDir: "test-results",
    ...settings,
    use: {
      browserName: "chromium",
      actionTimeout: 60_000,
      viewport: { width: 1280, height: 800 },
      locale: "it-IT",
      timezoneId: "Europe/Rome",
      screenshot: "only-on-failure",
      // What a worker answers, a spec cannot answer for it; those that are about the worker allow it.
      serviceWorkers: "block",
      // Without a film of every test, which would cost more than the test.
      trace: { mode: "retain-on-failure", screenshots: false, snapshots: true, sources: true },
      launchOptions: {
        executablePath: process.env["SPORTELLO_CHROMIUM"] ?? "/usr/bin/chromium",
        args: [
          ...sandbox,
          "--disable-background-networking",
          "--disable-component-update",
          // The lobby's display is started so: its chime needs no click.
          "--autoplay-policy=no-user-gesture-required",
        ],
      },
      ...settings.use,
    },
  });
}
