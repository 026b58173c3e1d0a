// Passkeys: a form marked data-passkey asks the browser for a key and sends what it signs. Without this the form stays hidden.
(() => {
  if (!window.PublicKeyCredential) return;
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const asked = (options) => {
    const key = options.publicKey;
    key.challenge = bytes(key.challenge);
    if (key.user) key.user.id = bytes(key.user.id);
    for (const one of [...(key.excludeCredentials || []), ...(key.allowCredentials || [])]) one.id = bytes(one.id);
    return options;
  };

  const answered = (key) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature"]) {
      if (key.response[name]) response[name] = text(key.response[name]);
    }
    return JSON.stringify({ id: key.id, rawId: text(key.rawId), type: key.type, response, clientExtensionResults: {} });
  };

  const form = document.querySelector("form[data-passkey]");
  const options = asked(JSON.parse(document.getElementById("key-options").textContent));
  const wrong = form.querySelector("[role=alert]");
  form.hidden = false;
  for (const note of document.querySelectorAll("[data-without-passkey]")) note.hidden = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!form.reportValidity()) return;
    wrong.replaceChildren();
    try {
      const key = await navigator.credentials[form.dataset.passkey](options);
      form.elements.answer.value = answered(key);
      form.submit();
    } catch (fault) {
      // Put off, timed out, or no key here: the person decides what to try next.
      const said = document.createElement("p");
      said.className = "ds-validation-message";
      said.textContent = fault.name === "InvalidStateError" ? wrong.dataset.there : wrong.dataset.words;
      wrong.append(said);
    }
  });
})();
