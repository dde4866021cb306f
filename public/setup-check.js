// The forms of the set-up: what the check says of them while they are typed. After a pause the form goes to its own address, which only
// checks it; each finding stands beside its field and in one sentence that a screen reader says in its own time. The focus stays.
(() => {
  "use strict";
  const form = document.querySelector("form[data-typed]");
  if (!form) return;
  const PAUSE = 700;
  const status = form.querySelector("[role=status]");
  const [sentence, list] = status.children;
  let timer;
  let asking;

  form.addEventListener("input", () => {
    clearTimeout(timer);
    asking?.abort();
    timer = setTimeout(look, PAUSE);
  });

  async function look() {
    asking = new AbortController();
    const body = new URLSearchParams(new FormData(form));
    body.set("do", "typed");
    try {
      const answer = await fetch(form.action, { method: "POST", body, signal: asking.signal });
      if (answer.ok) show(await answer.json());
    } catch {
      // More was typed, or the server is away: the button asks again.
    }
  }

  function show({ said, faults, others }) {
    const found = new Map();
    for (const { at, what } of faults) found.set(at, [...(found.get(at) ?? []), what]);
    for (const field of form.elements) {
      if (field.id && field.id === field.name) mark(field, found.get(field.name)?.join(" "));
    }
    if (sentence.textContent !== said) sentence.textContent = said;
    list.replaceChildren(
      ...others.map((words) => {
        const item = document.createElement("li");
        item.textContent = words;
        return item;
      }),
    );
  }

  /** Puts what is wrong behind the field, so that it stays where it is under a finger; or takes it away. */
  function mark(field, words) {
    const id = `${field.id}-fault`;
    const line = document.getElementById(id) ?? (words && made(field, id));
    const described = new Set(field.getAttribute("aria-describedby")?.split(" "));
    if (words) {
      if (line.textContent !== words) line.textContent = words;
      field.setAttribute("aria-describedby", [...described.add(id)].join(" "));
      if (field.type !== "checkbox") field.setAttribute("aria-invalid", "true");
      return;
    }
    line?.remove();
    field.removeAttribute("aria-invalid");
    if (!described.delete(id)) return;
    if (described.size > 0) field.setAttribute("aria-describedby", [...described].join(" "));
    else field.removeAttribute("aria-describedby");
  }

  function made(field, id) {
    const line = document.createElement("p");
    Object.assign(line, { id, className: "fault", lang: "en" });
    field.closest(".form-field").append(line);
    return line;
  }
})();
