// What a page plays: noted from its own script, with when it began and when it ended, and compared with what espeak-ng
// itself makes.
import { expect, type Page } from "@playwright/test";
import { spawnSync } from "node:child_process";

export interface Played {
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

/** Speech as fast as a browser still lets it be heard, so that a test does not last as long as what is said. */
const FAST = 4;
/** Speech so slow that it is still under way when a key is pressed, however busy the machine. */
export const SLOW = 0.25;

/** Notes each sound that the page plays and that can be heard; `rate` is how fast they are played. */
export async function listen(page: Page, rate = FAST): Promise<() => Promise<Played[]>> {
  await page.addInitScript((rate) => {
    const played: Played[] = [];
    Object.assign(window, { played });
    const real = performance.now.bind(performance);
    // What is said is fetched first and then played from memory: where each sound in memory came from.
    const fetched: string[] = [];
    const origins = new WeakMap<object, string>();
    const addresses = new Map<string, string>();
    Object.assign(window, { fetched });
    const { blob } = Response.prototype;
    Response.prototype.blob = async function (this: Response) {
      const file = await blob.call(this);
      origins.set(file, this.url);
      fetched.push(this.url);
      return file;
    };
    const create = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (file) => {
      const address = create(file);
      addresses.set(address, origins.get(file) ?? "");
      return address;
    };
    const { play, pause } = HTMLMediaElement.prototype;
    const stops = new WeakMap<HTMLMediaElement, () => void>();
    // The event of a sound that is stopped comes later, when the next one may have begun.
    HTMLMediaElement.prototype.pause = function (this: HTMLMediaElement) {
      stops.get(this)?.();
      return pause.call(this);
    };
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      this.defaultPlaybackRate = rate;
      this.playbackRate = rate;
      const url = new URL(addresses.get(this.src) ?? this.src);
      const language = /\/speech\/(\w+)$/.exec(url.pathname)?.[1] ?? "";
      const note = { text: url.searchParams.get("text") ?? "", language, url: url.href, from: real(), to: 0, whole: false, volume: this.volume };
      if (this.volume > 0) played.push(note);
      const ends = () => {
        if (note.to) return;
        note.to = real();
        note.whole = this.ended;
      };
      stops.set(this, ends);
      // Before the page hears of it.
      for (const event of ["ended", "error"]) this.addEventListener(event, ends, { capture: true });
      this.addEventListener("volumechange", () => (note.volume = this.volume));
      return play.call(this);
    };
  }, rate);
  return () => page.evaluate(() => (window as unknown as { played: Played[] }).played);
}

/** The texts whose sound the page has fetched whole, as a page of `listen` notes them. */
export async function inMemory(page: Page): Promise<string[]> {
  const fetched = await page.evaluate(() => (window as unknown as { fetched: string[] }).fetched);
  return fetched.map((address) => new URL(address).searchParams.get("text") ?? "");
}

export const spoken = (played: Played[]): string[] => played.filter(({ text }) => text !== "").map(({ text }) => text);

export function expectOneAtATime(played: Played[]): void {
  for (const [place, sound] of played.entries()) {
    const before = played[place - 1];
    if (!before) continue;
    expect(before.to, `"${before.text}" has ended`).toBeGreaterThan(0);
    expect(sound.from, `"${sound.text}" waits for "${before.text}"`).toBeGreaterThanOrEqual(before.to);
  }
}

/** The samples that espeak-ng itself makes. */
export function espeak(voice: string, text: string): Buffer {
  const made = spawnSync("espeak-ng", ["-v", voice, "-s", "150", "-b", "1", "--stdin", "--stdout"], { input: text, maxBuffer: 1 << 25 });
  return made.stdout.subarray(44);
}

export async function samples(url: string): Promise<Buffer> {
  const answer = await fetch(url);
  expect(answer.headers.get("content-type")).toBe("audio/wav");
  return Buffer.from(await answer.arrayBuffer()).subarray(44);
}
