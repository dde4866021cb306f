// "My usual service and language": kept on this phone and nowhere else, by the page of a ticket, and forgotten by one touch. The page
// of a branch shows it with the code that the kiosk reads. Of the service and its language the server hears only to draw that code.
(() => {
  "use strict";
  const KEPT = "sportello.usual";
  const section = document.getElementById("usual");
  if (!section) return;
  const { service, language, codes, keep, forget, forgotten, kept } = section.dataset;
  const button = section.querySelector("button");
  const said = section.querySelector("[role=status]");
  const isId = (id) => typeof id === "string" && /^[a-z0-9_-]{1,40}$/.test(id);

  /** What this phone keeps; a browser that keeps nothing, or something else, has nothing. */
  function read() {
    try {
      const usual = JSON.parse(localStorage.getItem(KEPT));
      return isId(usual?.service) && isId(usual.language) ? usual : undefined;
    } catch {
      return undefined;
    }
  }

  /** Keeps it, or forgets what is kept. Returns whether the browser did so. */
  function write(usual) {
    try {
      if (usual) localStorage.setItem(KEPT, JSON.stringify(usual));
      else localStorage.removeItem(KEPT);
      return true;
    } catch {
      return false;
    }
  }

  function offer() {
    const isKept = () => {
      const usual = read();
      return usual?.service === service && usual.language === language;
    };
    const name = () => (button.textContent = isKept() ? forget : keep);
    button.addEventListener("click", () => {
      const wanted = isKept() ? undefined : { service, language };
      if (!write(wanted)) return;
      name();
      said.textContent = wanted ? kept : forgotten;
    });
    name();
    section.hidden = false;
  }

  function show() {
    const usual = read();
    if (!usual) return;
    const shown = section.querySelector(".usual-shown");
    const own = document.querySelector(`[data-service="${usual.service}"] .public-service`);
    if (own) {
      const name = section.querySelector(".usual-service");
      name.textContent = own.textContent;
      const image = Object.assign(new Image(200, 200), { alt: shown.dataset.code });
      image.src = `${codes}${usual.service}/usual.svg?lang=${usual.language}`;
      name.after(image);
    }
    shown.hidden = !own;
    section.querySelector(".usual-absent").hidden = Boolean(own);
    button.addEventListener("click", () => {
      if (!write(undefined)) return;
      for (const part of section.querySelectorAll(".usual-shown, .usual-absent, button")) part.hidden = true;
      said.textContent = forgotten;
      section.querySelector("h2").tabIndex = -1;
      section.querySelector("h2").focus();
    });
    section.hidden = false;
  }

  // A browser that refuses to keep anything is offered nothing.
  try {
    localStorage.getItem(KEPT);
  } catch {
    return;
  }
  if (codes) show();
  else offer();
})();
