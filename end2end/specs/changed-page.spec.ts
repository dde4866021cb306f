// A page that was changed on its way, or is changed by what the browser adds to it, runs all the same; and a program that
// stops ends in the same net: the page is loaded once more, and then says so.
import type { Page } from "@playwright/test";
import { expect, signIn, test } from "../sportello";
import { address, fill, open, words } from "../screens";

/** What proxies, filters and extensions do to a page. */
const CHANGES: Record<string, (html: string) => string> = {
  "an element is put at the beginning of its body": (html) => html.replace("<body>", "<body><div id=\"filter\"><span>Safe</span></div>"),
  "an element is put at the end of its body": (html) => html.replace("</body>", "<div id=\"filter\"></div></body>"),
  "an element is put into its screen": (html) => html.replace(/(<div id="screen"[^>]*>)/, "$1<div class=\"filter\"></div>"),
  "its comments are stripped": (html) => html.replace(/<!--.*?-->/g, ""),
  "its numbers are wrapped": (html) => {
    const from = html.indexOf("<div id=\"screen\"");
    const to = html.indexOf("<script", from);
    const wrapped = html.slice(from, to).replace(/>([^<]*?)(\d{3})/g, ">$1<a href=\"tel:$2\">$2</a>");
    return html.slice(0, from) + wrapped + html.slice(to);
  },
};

async function change(page: Page, how: (html: string) => string): Promise<void> {
  await page.route(/\/(b|t)\//, async (route) => {
    if (route.request().resourceType() !== "document") return route.continue();
    const answer = await route.fetch();
    const { "content-encoding": _, "content-length": __, ...headers } = answer.headers();
    const html = await answer.text();
    const changed = how(html);
    expect(changed).not.toBe(html);
    await route.fulfill({ status: answer.status(), headers, body: changed });
  });
}

for (const [name, how] of Object.entries(CHANGES)) {
  test(`a phone and a lobby are updated although ${name}`, async ({ page, another, server }) => {
    await server.issue("cash");
    const anna = await server.signIn("anna");
    await anna.desk(1, "open", "next");
    const ticket = await server.issue("cash");
    const lobby = await another();
    await change(page, how);
    await change(lobby, how);
    await open(page, address.phone(ticket, "it"));
    await open(lobby, address.lobby("it"));
    await expect(lobby.locator(".wall-newest")).toContainText("A001");
    await anna.desk(1, "start", "finish", "next");
    await expect(page.getByText(words.it.ticket.called, { exact: true })).toBeVisible();
    await expect(lobby.locator(".wall-newest")).toContainText("A002");
    await expect(page.locator(".net")).toHaveCount(0);
  });
}

test("a kiosk and a desk can be used although an element is put into them", async ({ page, context, server }) => {
  await signIn(context, server, "anna");
  const how = CHANGES["an element is put into its screen"]!;
  await change(page, how);
  await open(page, address.desk(1, "it"));
  await page.getByRole("button", { name: words.it.desk.open }).click();
  await expect(page.getByText(words.it.desk.nobody_detail)).toBeVisible();
  await open(page, address.kiosk("it"));
  await page.getByRole("link", { name: words.en.language.name }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.en.kiosk.welcome);
  await expect(page).toHaveURL(/lang=it/);
});

test("pages ask to be sent as they are, and say that a number is no telephone number", async ({ page, server }) => {
  const ticket = await server.issue("cash");
  for (const path of [address.frontDoor("it"), address.kiosk("it"), address.phone(ticket, "it")]) {
    const answer = await page.goto(path);
    expect(answer?.headers()["cache-control"], path).toBe("no-store, no-transform");
    await expect(page.locator("meta[name=format-detection]")).toHaveAttribute("content", "telephone=no");
  }
});

test.describe("translated by machine", () => {
  /** As Chrome's translator does it: each text is replaced by elements of its own; what asks not to be is left alone. */
  async function translate(page: Page): Promise<void> {
    await page.evaluate(() => {
      document.documentElement.classList.add("translated-ltr");
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      while (walker.nextNode()) {
        const text = walker.currentNode as Text;
        const kept = text.parentElement?.closest("[translate=no], script, noscript, font");
        if (!kept && text.data.trim() !== "") texts.push(text);
      }
      for (const text of texts) {
        const outer = document.createElement("font");
        const inner = outer.appendChild(document.createElement("font"));
        inner.textContent = text.data.toUpperCase();
        text.replaceWith(outer);
      }
    });
  }

  test("the phone is still updated: place, wait, call and end", async ({ page, server }) => {
    for (let before = 0; before < 3; before += 1) await server.issue("cash");
    const ticket = await server.issue("cash");
    const anna = await server.signIn("anna");
    await anna.desk(1, "open");
    await open(page, address.phone(ticket, "it"));
    await expect(page.locator(".turn-ahead")).toContainText(/3/);
    await translate(page);
    for (let ahead = 2; ahead >= 0; ahead -= 1) {
      await anna.desk(1, "next", "start", "finish");
      const place = ahead === 0 ? words.it.ahead.none : fill(ahead === 1 ? words.it.ahead.count_one : words.it.ahead.count_other, { count: ahead });
      await expect(page.locator(".turn-ahead")).toHaveText(place);
      await translate(page);
    }
    await expect(page.locator(".ticket-number").first()).toHaveText(ticket.number);
    await anna.desk(1, "next");
    await expect(page.locator(".turn-now")).toHaveText(words.it.ticket.called);
    await translate(page);
    await anna.desk(1, "start", "finish");
    await expect(page.locator(".turn-done")).toBeVisible();
    await expect(page.locator(".net")).toHaveCount(0);
  });

  test("the screens of the branch ask not to be translated", async ({ page, context, server }) => {
    await signIn(context, server, "gaia");
    for (const path of [address.kiosk("it"), address.lobby("it"), address.desk(1, "it"), address.manager("it")]) {
      await page.goto(path);
      await expect(page.locator("html"), path).toHaveAttribute("translate", "no");
    }
  });
});

test.describe("a program that stops", () => {
  test.use({ provoked: [/panicked|unreachable|no more elements|RuntimeError/] });

  /** From now on the program cannot make an element, which it does not survive. */
  const breakIt = () => {
    const refuse = () => {
      throw new Error("no more elements");
    };
    document.createElement = refuse;
    Node.prototype.cloneNode = refuse;
  };

  test("has its page loaded once more, which then goes on", async ({ page, server }) => {
    const ticket = await server.issue("cash");
    await open(page, address.phone(ticket, "it"));
    await expect(page.locator(".turn-ahead")).toBeVisible();
    await page.waitForLoadState("load");
    await page.evaluate(breakIt);
    const anna = await server.signIn("anna");
    await anna.desk(1, "open", "next");
    await expect(page.getByText(words.it.ticket.called, { exact: true })).toBeVisible();
    await anna.desk(1, "start");
    await expect(page.locator(".turn-serving")).toBeVisible();
    await expect(page.locator(".net")).toHaveCount(0);
  });

  test("says so when it stops again, and never stands still", async ({ page, context, server }) => {
    await signIn(context, server, "anna");
    await page.addInitScript(() => {
      const make = document.createElement.bind(document);
      addEventListener("sportello:runs", () => {
        document.createElement = (name: string) => {
          // What says so is made by plain script.
          if (new Error().stack?.includes("/net.js")) return make(name);
          throw new Error("no more elements");
        };
        Node.prototype.cloneNode = () => {
          throw new Error("no more elements");
        };
      });
    });
    const anna = await server.signIn("anna");
    await open(page, address.desk(1, "it"));
    const crashed = page.locator(".net", { hasText: words.it.net.crashed });
    let isOpen = false;
    await expect
      .poll(
        async () => {
          await anna.desk(1, isOpen ? "close" : "open");
          isOpen = !isOpen;
          return crashed.isVisible();
        },
        { intervals: [1_000] },
      )
      .toBe(true);
  });
});
