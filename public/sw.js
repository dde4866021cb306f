// The service worker: what stands in for a screen while no server answers, and what shows a call on a phone whose page
// is closed.
//
// It keeps the product's own offline page with what that page needs, and each branch's catalogue, which is the same for
// everybody. It never keeps a page, a ticket or any other answer: those change, or belong to one visitor.

const CACHE = "sportello-3";
const SHELL = [
  "/offline.html",
  "/offline-words.json",
  "/favicon.svg",
  "/icons.svg",
  "/fonts/atkinson-hyperlegible-latin-400-normal.woff2",
  "/fonts/atkinson-hyperlegible-latin-700-normal.woff2",
];
/** Screens that come back by themselves: kiosk, lobby, a visitor's phone. The staff's say it in their own way. */
const SCREEN = /^\/(?:b\/([^/]+)\/(?:kiosk|lobby)|t\/[^/]+)$/;
const CATALOGUE = /^\/api\/v1\/branches\/[^/]+\/catalogue$/;
/** What a proxy says that reaches no server. */
const NO_SERVER = [502, 503, 504];

self.addEventListener("install", (event) => {
  event.waitUntil(keepShell().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOthers().then(() => self.clients.claim()).then(refreshAll));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  const screen = SCREEN.exec(url.pathname);
  if (request.mode === "navigate" && screen) {
    event.respondWith(shown(request));
    event.waitUntil(refresh(screen[1]));
  } else if (CATALOGUE.test(url.pathname)) {
    event.respondWith(catalogue(request));
  } else if (SHELL.includes(url.pathname)) {
    event.respondWith(fetch(request).catch(() => kept(url.pathname)));
  }
});

async function keepShell() {
  const cache = await caches.open(CACHE);
  await cache.addAll(SHELL.map((path) => new Request(path, { cache: "reload" })));
}

async function dropOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
}

/** What is kept at an address; a network error where nothing is. */
async function kept(path) {
  return (await (await caches.open(CACHE)).match(path)) ?? Response.error();
}

/** The page as the server sends it, or the offline page. */
async function shown(request) {
  try {
    const answer = await fetch(request);
    return NO_SERVER.includes(answer.status) ? await kept("/offline.html") : answer;
  } catch {
    return kept("/offline.html");
  }
}

/** The catalogue as it is, or as it was. */
async function catalogue(request) {
  const path = new URL(request.url).pathname;
  try {
    const answer = await fetch(request);
    if (answer.ok) await (await caches.open(CACHE)).put(path, answer.clone());
    return answer;
  } catch {
    return kept(path);
  }
}

/** With each visit of a screen: the shell of this release, and the branch's catalogue. Without a server nothing changes. */
async function refresh(branch) {
  try {
    await keepShell();
    if (branch) await catalogue(new Request(`/api/v1/branches/${branch}/catalogue`));
  } catch {
    // What was kept before is still there.
  }
}

/** For the screens that were there before the worker: it saw no visit of theirs. */
async function refreshAll() {
  const windows = await self.clients.matchAll({ type: "window" });
  const branches = windows.map((client) => SCREEN.exec(new URL(client.url).pathname)?.[1]);
  await Promise.all([...new Set(branches)].filter(Boolean).map(refresh));
}

self.addEventListener("push", (event) => {
  let said = {};
  try {
    said = event.data?.json() ?? {};
  } catch {
    // A message that is not ours shows the product's name all the same: browsers demand that something is shown.
  }
  const { title = "Sportello", body = "", lang = "", url = "/", urgent = true } = said;
  event.waitUntil(
    self.registration.showNotification(title, {
      body,
      lang,
      tag: url,
      renotify: true,
      requireInteraction: urgent,
      icon: "/icons/any-192.png",
      badge: "/icons/any-192.png",
      vibrate: urgent ? [300, 150, 300, 150, 600] : [100],
      data: { url },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.url ?? "/"));
});

/** The page of the ticket: the one that is open already, or a new one. */
async function open(path) {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find((client) => new URL(client.url).pathname === path);
  return there ? there.focus() : self.clients.openWindow(path);
}
