// What keeps a page from standing still in silence while its program does not run: WebAssembly is missing or switched off,
// a file of it did not arrive, or the program has stopped. It needs nothing but plain script.
//
// A program that stops is loaded once more. Where that does not help, and where there was none, the phone brings itself up
// to date, the lobby says since when it is not, the kiosk sends people to the staff, and the staff are told what is missing.
(() => {
  "use strict";
  const words = document.getElementById("net-words");
  if (!words) return;
  const { kind, said } = JSON.parse(words.textContent);

  /** How long the program may take to start: a lobby has its bar within 10 seconds. */
  const LATE = 8_000;
  /** How often the phone is brought up to date, and the others try to come back. */
  const EVERY = { phone: 20_000, lobby: 30_000, kiosk: 60_000 };
  /** A page is loaded again because its program stopped, no oftener than this. */
  const AGAIN = 5 * 60_000;
  const RELOADED = "sportello.reloaded";
  /** The program could not take over what the server sent: the next time it makes the page itself (`browser/takeover`). */
  const MAKE = "sportello.make";

  let state = "starting";
  let heardAt = new Date();
  let touchedAt = 0;
  let bar;
  let timer;

  addEventListener("sportello:runs", () => {
    state = "runs";
    document.documentElement.dataset.runs = "";
    clearInterval(timer);
    bar?.remove();
  });
  addEventListener("sportello:broken", broken);
  addEventListener("error", ({ error }) => isTrap(error) && broken());
  addEventListener("unhandledrejection", ({ reason }) => {
    if (isTrap(reason)) broken();
    else if (state === "starting") down("failed");
  });
  for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, () => (touchedAt = Date.now()));

  if (typeof WebAssembly !== "object") down("missing");
  else setTimeout(() => state === "starting" && down("failed"), LATE);

  function isTrap(error) {
    return typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError;
  }

  /** The program has stopped for good: nothing on the page moves any more. */
  function broken() {
    if (state !== "starting" && state !== "runs") return;
    try {
      if (state === "starting") sessionStorage.setItem(MAKE, "1");
      const before = Number(sessionStorage.getItem(RELOADED));
      if (Date.now() - before > AGAIN) {
        sessionStorage.setItem(RELOADED, String(Date.now()));
        state = "reloading";
        location.reload();
        return;
      }
    } catch {
      // Without storage nobody knows whether it was loaded again before.
    }
    down("crashed");
  }

  function down(why) {
    if (state === "down") return;
    state = "down";
    const line = (one) => (kind === "lobby" ? stale(one) : (one[why] ?? one.any));
    show(said.map((one) => paragraph(one, line(one))));
    if (kind === "phone") refresh();
    if (EVERY[kind]) timer = setInterval(kind === "phone" ? refresh : comeBack, EVERY[kind]);
  }

  function stale({ lang, stale }) {
    return stale.replace("{{ time }}", heardAt.toLocaleTimeString(lang, { hour: "2-digit", minute: "2-digit", hour12: false, numberingSystem: "latn" }));
  }

  function paragraph({ lang, dir }, text) {
    const made = document.createElement("p");
    Object.assign(made, { lang, dir, textContent: text });
    return made;
  }

  function show(lines) {
    bar?.remove();
    bar = document.createElement("div");
    bar.className = kind === "lobby" ? "stale net" : `net net-${kind}`;
    bar.setAttribute("role", "alert");
    bar.append(...lines);
    // On a wall, where the program's own bar stands.
    const top = kind === "lobby" && document.querySelector(".lobby > header");
    if (top) top.after(bar);
    else document.body.prepend(bar);
  }

  /** The page as the server sends it now. Whoever may not see it any more is told so by the server. */
  async function fetched() {
    const answer = await fetch(location.href, { cache: "no-store", headers: { accept: "text/html" } });
    if (answer.ok) return new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.status < 500) location.reload();
    throw new Error(String(answer.status));
  }

  /** Brings what the page shows up to date, and leaves focus, scroll and whatever has not changed where they are. */
  async function refresh() {
    const [one] = said;
    try {
      const next = (await fetched()).querySelector("main");
      const main = document.querySelector("main");
      heardAt = new Date();
      if (state !== "down" || !next || !main) return;
      replace(main, [...next.childNodes]);
      show([paragraph(one, one.any)]);
    } catch {
      show([paragraph(one, one.any), paragraph(one, stale(one))]);
    }
  }

  function replace(main, next) {
    const now = [...main.childNodes];
    const focused = main.contains(document.activeElement) ? document.activeElement : null;
    const place = focused && path(focused, main);
    const id = focused?.id;
    if (now.length !== next.length) main.replaceChildren(...next);
    else next.forEach((node, at) => !now[at].isEqualNode(node) && now[at].replaceWith(node));
    if (focused && !focused.isConnected) {
      const there = (id && document.getElementById(id)) || place.reduce((node, at) => node?.childNodes[at], main);
      there?.focus?.({ preventScroll: true });
    }
  }

  /** The way from an element down to one in it, by the places of the nodes. */
  function path(element, from) {
    const places = [];
    for (let node = element; node !== from; node = node.parentNode) places.unshift([...node.parentNode.childNodes].indexOf(node));
    return places;
  }

  /** Loads the page again once the server answers, while nobody uses it: what was missing may be there. */
  async function comeBack() {
    if (Date.now() - touchedAt < EVERY[kind]) return;
    try {
      await fetched();
      location.reload();
    } catch {
      // Not yet.
    }
  }
})();
