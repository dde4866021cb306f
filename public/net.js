// What keeps a page from standing still in silence while its program does not run: WebAssembly is missing or switched off,
// a file of it did not arrive, or the program has stopped. It needs nothing but plain script.
//
// A program that stops is loaded once more. Where that does not help, and where there was none, the phone brings itself up
// to date, the lobby says since when it is not, the kiosk sends people to the staff, and the staff are told what is missing.
(() => {
  "use strict";
  const words = document.getElementById("net-words");
  if (!words) return;
  const { kind, offset, said } = JSON.parse(words.textContent);

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

  /** The time as the branch has it, which its own clock shows too. */
  function stale({ stale }) {
    const time = new Date(heardAt.getTime() + offset * 60_000).toISOString().slice(11, 16);
    return stale.replace("{{ time }}", time);
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

  /** The page's text as the server sends it now. Whoever may not see it any more is told so by the server. */
  async function fetched() {
    const answer = await fetch(location.href, { cache: "no-store", headers: { accept: "text/html" } });
    if (answer.ok) return answer.text();
    if (answer.status < 500) location.reload();
    throw new Error(String(answer.status));
  }

  /** Brings what the page shows up to date, and leaves focus, scroll and whatever has not changed where they are. */
  async function refresh() {
    const [one] = said;
    try {
      const next = new DOMParser().parseFromString(await fetched(), "text/html").querySelector("main");
      const main = document.querySelector("main");
      heardAt = new Date();
      if (state !== "down" || !next || !main) return;
      update(main, next);
      show([paragraph(one, one.any)]);
    } catch {
      show([paragraph(one, one.any), paragraph(one, stale(one))]);
    }
  }

  /** Makes the children of `now` those of `next`. A child that is there already stays the same node, so that it keeps the focus. */
  function update(now, next) {
    let at = now.firstChild;
    for (const wanted of [...next.childNodes]) {
      const found = isElement(wanted) && (from(at, (node) => node.isEqualNode(wanted)) ?? from(at, (node) => kindOf(node) === kindOf(wanted)));
      if (!found) {
        now.insertBefore(wanted, at);
        continue;
      }
      while (at !== found) at = removed(at);
      if (!found.isEqualNode(wanted)) become(found, wanted);
      at = found.nextSibling;
    }
    while (at) at = removed(at);
  }

  /** The first of a node and its later siblings that is looked for. */
  function from(node, isWanted) {
    while (node && !isWanted(node)) node = node.nextSibling;
    return node;
  }

  function isElement(node) {
    return node.nodeType === Node.ELEMENT_NODE;
  }

  /** What an element is, however its text and its state change. Other nodes are of no kind. */
  function kindOf(element) {
    return isElement(element) && [element.nodeName, element.id, element.getAttribute("name"), element.getAttribute("value"), element.classList[0]].join(" ");
  }

  function become(node, wanted) {
    for (const { name } of [...node.attributes]) if (!wanted.hasAttribute(name)) node.removeAttribute(name);
    for (const { name, value } of wanted.attributes) if (node.getAttribute(name) !== value) node.setAttribute(name, value);
    update(node, wanted);
  }

  function removed(node) {
    const next = node.nextSibling;
    node.remove();
    return next;
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
