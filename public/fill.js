// A form that a visitor fills in on their own phone. The paper is fetched before anything is written; from then on the page asks for nothing,
// keeps nothing, and what was written leaves it as a file alone: into the phone's own folder, or to what the visitor shares it with.
(() => {
  "use strict";
  const section = document.getElementById("fill");
  if (!section || !globalThis.sportelloPaper) return;
  const { paper, file, title, letters, long, faulty, saved } = section.dataset;
  const status = section.querySelector("[role=status]");
  const save = document.getElementById("fill-save");
  const share = document.getElementById("fill-share");
  const fields = [...section.querySelectorAll("input, textarea")];

  function value(field) {
    if (field.type === "checkbox") return field.checked;
    if (field.type === "date") return field.value.split("-").reverse().join("/");
    return "compact" in field.dataset ? field.value.replace(/\s/g, "").toUpperCase() : field.value;
  }

  /** The file with what is written in the fields; nothing where a field cannot be written. */
  function made(bytes) {
    const values = Object.fromEntries(fields.map((field) => [field.id, value(field)]));
    const { faults, bytes: filled } = globalThis.sportelloPaper.filled(bytes, values);
    for (const field of fields) mark(field, faults.get(field.id));
    if (!filled) {
      status.textContent = faulty;
      fields.find((field) => faults.has(field.id)).focus();
      return undefined;
    }
    return new File([filled], file, { type: "application/pdf" });
  }

  /** Puts what is wrong behind the field, or takes it away. */
  function mark(field, fault) {
    const id = `${field.id}-fault`;
    document.getElementById(id)?.remove();
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
    if (!fault) return;
    const line = document.createElement("p");
    const words = fault.letters.length > 0 ? `${letters} ${fault.letters.join(" ")}` : long;
    Object.assign(line, { id, className: "fault", lang: document.documentElement.lang, textContent: words });
    field.closest(".form-field").append(line);
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", id);
  }

  function download(filled) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(filled);
    link.download = file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    status.textContent = saved;
  }

  async function offer(filled) {
    try {
      await navigator.share({ files: [filled], title });
      status.textContent = saved;
    } catch {
      // The visitor has thought better of it: the file can still be saved.
    }
  }

  async function begin() {
    const answer = await fetch(paper);
    if (!answer.ok) return;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const use = (act) => () => {
      const filled = made(bytes);
      if (filled) act(filled);
    };
    save.addEventListener("click", use(download));
    share.addEventListener("click", use(offer));
    const sample = new File([bytes], file, { type: "application/pdf" });
    share.hidden = !navigator.canShare?.({ files: [sample] });
    document.getElementById("fill-without").hidden = true;
    section.hidden = false;
  }

  // Without the paper the page stays as it is: it leads to the form, to be filled in there or by hand.
  begin().catch(() => {});
})();
