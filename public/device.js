// What an enrolled kiosk or display does beside its screen: it says every few seconds that it is there, shows its name in large
// letters when a manager asks which one it is, and starts anew once it was revoked.
(() => {
  "use strict";
  const { version } = document.currentScript.dataset;
  const EVERY = 3_000;
  let shown;

  function show(name) {
    if (!name) {
      shown?.remove();
      shown = undefined;
      return;
    }
    if (!shown) {
      shown = document.createElement("div");
      shown.className = "device-name";
      shown.setAttribute("role", "status");
      document.body.append(shown);
    }
    if (shown.textContent !== name) shown.textContent = name;
  }

  async function contact() {
    try {
      const answer = await fetch("/api/v1/device/contact", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ version }),
      });
      if (answer.status === 401) return location.reload();
      if (!answer.ok) return;
      const self = await answer.json();
      show(self.shows_name ? self.name : undefined);
    } catch {
      // The server is away: the screen says so itself.
    }
  }

  contact();
  setInterval(contact, EVERY);
})();
