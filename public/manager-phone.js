// The office's page of alerts, and a visitor's page of an appointment: has this phone or browser be told. It asks the browser for a
// subscription and sends it with the page's own form; what cannot be is said beside the button.
(() => {
  "use strict";
  const form = document.getElementById("phone-form");
  if (!form) return;
  const button = form.querySelector("button");
  const said = document.getElementById("phone-said");
  const { key, unable, forbidden, failed } = form.dataset;

  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    said.textContent = "";
    const why = await subscribe().catch(() => failed);
    button.disabled = false;
    said.textContent = why ?? "";
  });

  /** Sends the form. Returns why it could not. */
  async function subscribe() {
    if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return unable;
    if ((await Notification.requestPermission()) !== "granted") return forbidden;
    await navigator.serviceWorker.register("/sw.js");
    const { pushManager } = await navigator.serviceWorker.ready;
    const made = (await make(pushManager)) ?? (await anew(pushManager));
    const { endpoint, keys } = made.toJSON();
    form.elements.endpoint.value = endpoint;
    form.elements.p256dh.value = keys.p256dh;
    form.elements.auth.value = keys.auth;
    form.submit();
    return undefined;
  }

  /** A subscription to this server's key; nothing where one to another key is in the way. */
  function make(pushManager) {
    return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }).catch(() => undefined);
  }

  async function anew(pushManager) {
    await (await pushManager.getSubscription())?.unsubscribe();
    return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  }
})();
