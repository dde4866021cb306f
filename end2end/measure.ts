// What a tape measure would find on a screen: the size of what is touched and of what is read, and what is cut off.
import type { Page } from "@playwright/test";

/** CSS pixels of a millimetre on a panel of so many inches, full HD unless another size is given. */
export function pixelsPerMillimetre(inches: number, size = { width: 1920, height: 1080 }): number {
  return Math.hypot(size.width, size.height) / (inches * 25.4);
}

export interface Sized {
  what: string;
  width: number;
  height: number;
}

/** Everything on the screen that can be touched, with the size of the area that takes the touch. */
export async function targets(page: Page): Promise<Sized[]> {
  return page.evaluate(() => {
    const open = document.querySelector("dialog[open]") ?? document;
    const found = open.querySelectorAll<HTMLElement>("a[href], button, input:not([type=hidden]), select, textarea, summary");
    return [...found].flatMap((element) => {
      const labelled = element instanceof HTMLInputElement && /checkbox|radio/.test(element.type) ? element.closest("label") : null;
      // A link may be stretched over its whole card.
      const stretched = getComputedStyle(element, "::after").position === "absolute" ? element.offsetParent : null;
      const area = (labelled ?? stretched ?? element).getBoundingClientRect();
      if (area.width === 0 || area.height === 0 || !element.checkVisibility({ visibilityProperty: true })) return [];
      const what = (labelled ?? element).textContent?.trim() || element.id || element.tagName;
      return [{ what: what.slice(0, 40), width: area.width, height: area.height }];
    });
  });
}

/** Every visible run of text, with the height of its capitals in CSS pixels. */
export async function texts(page: Page, within = "body"): Promise<{ what: string; capitals: number }[]> {
  return page.evaluate((within) => {
    const pen = document.createElement("canvas").getContext("2d");
    const capitals = (element: Element) => {
      const style = getComputedStyle(element);
      if (!pen) return 0;
      pen.font = `${style.fontWeight} 1000px ${style.fontFamily}`;
      return (pen.measureText("H").actualBoundingBoxAscent / 1000) * parseFloat(style.fontSize);
    };
    const found: { what: string; capitals: number }[] = [];
    const root = document.querySelector("dialog[open]") ?? document.querySelector(within);
    const walker = document.createTreeWalker(root ?? document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent?.trim();
      if (!element || !text || element.closest(".unseen, script, style, noscript")) continue;
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      found.push({ what: text.slice(0, 40), capitals: capitals(element) });
    }
    return found;
  }, within);
}

/** What does not fit: a page wider than its window, or content that its own box cuts off. */
export async function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const said: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) said.push(`the page is ${root.scrollWidth - root.clientWidth} px too wide`);
    for (const element of document.body.querySelectorAll<HTMLElement>("*")) {
      // A field scrolls what is typed into it by itself.
      if (element.closest(".unseen, svg, input") || !element.checkVisibility()) continue;
      const style = getComputedStyle(element);
      const name = `${element.tagName.toLowerCase()}.${element.className}`;
      const hides = (overflow: string) => overflow === "hidden" || overflow === "clip";
      if (hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1) said.push(`${name} is cut on the side`);
      if (hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1) said.push(`${name} is cut below`);
      // Wide tables may be scrolled, inside a box that takes the keyboard.
      const scrolls = element.closest("[tabindex='0']");
      const box = element.getBoundingClientRect();
      if (!scrolls && box.width > 0 && box.right > root.clientWidth + 1) said.push(`${name} stands out on the side`);
    }
    return said;
  });
}

/** Texts that lie over one another where they should stand apart: the boxes of words that overlap. */
export async function overlapping(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const boxes: { text: string; element: Element; box: DOMRect }[] = [];
    const walker = document.createTreeWalker(document.querySelector("dialog[open]") ?? document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent?.trim();
      if (!element || !text || element.closest(".unseen, script, style, noscript") || !element.checkVisibility()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      // A scrolled box shows part of its content only.
      const scroll = element.closest("[tabindex='0']")?.getBoundingClientRect();
      for (const box of range.getClientRects()) {
        if (scroll && (box.bottom > scroll.bottom || box.top < scroll.top)) continue;
        // The letters themselves stand in the middle of the box that their font asks for.
        boxes.push({ text, element, box: new DOMRect(box.x, box.y + box.height * 0.22, box.width, box.height * 0.56) });
      }
    }
    const said: string[] = [];
    boxes.forEach((one, place) => {
      for (const other of boxes.slice(place + 1)) {
        if (other.element === one.element) continue;
        const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const height = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (width > 2 && height > Math.min(one.box.height, other.box.height) / 3) said.push(`"${one.text}" and "${other.text}"`);
      }
    });
    return said;
  });
}

/** Words whose letters stand out of the window, or out of one of the boxes that they are in. */
export async function outside(page: Page, boxes: string): Promise<string[]> {
  return page.evaluate((boxes) => {
    const said: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim();
      const element = node.parentElement;
      if (!text || !element || element.closest(".unseen, script, style, noscript") || !element.checkVisibility()) continue;
      const around: Element[] = [];
      for (let box = element.closest(boxes); box; box = box.parentElement?.closest(boxes) ?? null) around.push(box);
      // A box without height shows nothing.
      if (around.some((box) => box.getBoundingClientRect().height < 1)) continue;
      const frames = [...around.map((box) => box.getBoundingClientRect()), new DOMRect(0, 0, innerWidth, innerHeight)];
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const words of range.getClientRects()) {
        // The letters stand in the middle of the box that their font asks for.
        const [top, bottom] = [words.top + words.height * 0.22, words.bottom - words.height * 0.22];
        const out = frames.some((frame) => words.left < frame.left - 1 || words.right > frame.right + 1 || top < frame.top - 1 || bottom > frame.bottom + 1);
        if (out) said.push(text);
      }
    }
    return said;
  }, boxes);
}
