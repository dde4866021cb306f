// The pages of passkeys: asks the browser for what the page's form says, makes one or signs with one, and sends the answer with the
// form. What cannot be is said beside the button.
(() => {
  "use strict";
  const form = document.getElementById("passkey-form");
  if (!form) return;
  const button = form.querySelector("button");
  const said = document.getElementById("passkey-said");
  const { options, unable, stopped, known, failed } = form.dataset;

  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    said.textContent = "";
    const why = await answer().catch(reason);
    button.disabled = false;
    said.textContent = why ?? "";
  });

  /** Sends the form. Returns why it could not. */
  async function answer() {
    if (!("credentials" in navigator && "PublicKeyCredential" in window)) return unable;
    const { publicKey } = JSON.parse(options);
    const isNew = "rp" in publicKey;
    publicKey.challenge = bytes(publicKey.challenge);
    for (const one of [...(publicKey.excludeCredentials ?? []), ...(publicKey.allowCredentials ?? [])]) one.id = bytes(one.id);
    if (isNew) publicKey.user.id = bytes(publicKey.user.id);
    const made = await (isNew ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey }));
    form.elements.answer.value = JSON.stringify(written(made));
    form.submit();
    return undefined;
  }

  /** A credential as it is sent. */
  function written({ id, rawId, type, response }) {
    const names = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
    const sent = {};
    for (const name of names) if (response[name]) sent[name] = text(response[name]);
    if (response.getTransports) sent.transports = response.getTransports();
    return { id, rawId: text(rawId), type, response: sent };
  }

  /** Why the browser did nothing, in the words of the page. */
  function reason({ name }) {
    if (name === "NotAllowedError" || name === "AbortError") return stopped;
    if (name === "InvalidStateError") return known;
    return name === "SecurityError" || name === "NotSupportedError" ? unable : failed;
  }

  /** Bytes of their text in base64url. */
  function bytes(given) {
    const letters = atob(given.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  }

  /** The text of bytes in base64url. */
  function text(buffer) {
    const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
    return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  }
})();
