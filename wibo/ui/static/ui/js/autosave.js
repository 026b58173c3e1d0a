// Saves a form while somebody writes in it, and keeps what could not be sent in this browser until it could.
// Without this script every button of the form saves, too.
(() => {
  "use strict";
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const said = form.querySelector("[data-saved]");
  // By account: the next person at this computer is not offered what the one before has typed.
  const store = `wibo:${form.dataset.account ?? ""}:${location.pathname}`;
  const isPrivate = "private" in form.dataset;
  let dirty = false, waiting = null, sending = false, leaving = false;

  const unkept = ["csrfmiddlewaretoken", "wersja", "szkic", "map-kind", "koszt-TOTAL_FORMS", "koszt-INITIAL_FORMS"];
  // A place is written by two programs, one with blanks and one without: compared as what it means.
  const plain = ([name, value]) => [name, name === "place" && value ? JSON.stringify(JSON.parse(value)) : value];
  const typed = () => [...new FormData(form)].filter(([name]) => !unkept.includes(name)).map(plain);
  const remember = (sent = false) => {
    if (isPrivate) return;
    const kept = { version: form.elements.wersja?.value ?? "", rows: typed(), sent };
    try { localStorage.setItem(store, JSON.stringify(kept)); } catch { /* a full or forbidden store: the server has what was sent */ }
  };
  const forget = () => {
    try { localStorage.removeItem(store); } catch { /* nothing was kept */ }
  };
  const say = (words) => { said.textContent = words; };

  const save = async () => {
    if (!dirty || sending || leaving) return;
    sending = true;
    dirty = false;
    try {
      const answer = await fetch(form.dataset.keep ?? form.action, {
        method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "X-Autosave": "1" }, credentials: "same-origin",
      });
      if (!(answer.headers.get("Content-Type") ?? "").startsWith("application/json")) {
        say("Nie zapisano: trzeba się zalogować. Naciśnij „Zapisz i dalej”, nic nie przepadnie.");
        return;
      }
      const result = await answer.json();
      if (!result.saved) {
        say(`Jeszcze nie zapisano. ${result.faults.join(" ")}`);
        return;
      }
      if (form.elements.wersja) form.elements.wersja.value = result.version;
      if (!form.dataset.keep && form.action !== new URL(result.here, location.href).href) {
        forget();
        form.action = result.here;
        form.elements.szkic?.remove();
        history.replaceState(null, "", result.here);
      }
      if (!dirty) forget();
      say(`Zapisano o ${result.at}.`);
    } catch {
      dirty = true;
      say(isPrivate ? "Nie ma połączenia. Spróbujemy znowu za chwilę."
        : "Nie ma połączenia. Tekst jest zachowany w tej przeglądarce; spróbujemy znowu za chwilę.");
      waiting = setTimeout(save, 10000);
    } finally {
      sending = false;
    }
  };
  const changed = () => {
    dirty = true;
    remember();
    clearTimeout(waiting);
    waiting = setTimeout(save, 1500);
  };
  form.action = form.action || location.href;
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => { leaving = true; clearTimeout(waiting); remember(true); });
  // A page that opens again has what was sent: what is kept is then of no use.
  addEventListener("pagehide", () => {
    if (dirty && !leaving) {
      navigator.sendBeacon?.(form.action, new URLSearchParams(new FormData(form)));
    }
  });

  // What was typed here and never reached the server.
  const offer = document.querySelector("[data-restore]");
  const kept = (() => {
    try { return JSON.parse(localStorage.getItem(store) ?? "null"); } catch { return null; }
  })();
  // A page with errors shows what it could not save: the copy stays until the server has it.
  const filled = (rows) => JSON.stringify(rows.filter(([, value]) => value !== ""));
  // A page sent by a button has arrived where another version stands now, or the draft that it has begun.
  const title = kept?.rows?.find(([name]) => name === "title")?.[1];
  const begun = title && form.dataset.begun === title;
  const arrived = kept?.sent && !("unsaved" in form.dataset) && (begun || kept.version !== form.elements.wersja?.value);
  if (arrived) forget();
  const differs = !arrived && kept?.rows && filled(kept.rows) !== filled(typed());
  if (kept && !differs && !("unsaved" in form.dataset)) forget();
  if (differs) {
    offer.hidden = false;
    offer.querySelector("[data-restore-now]").addEventListener("click", () => {
      for (const control of form.elements) if (["radio", "checkbox"].includes(control.type)) control.checked = false;
      // With the version that it was typed over, so that nothing newer is written over unseen.
      form.elements.wersja.value = kept.version;
      for (const [name, value] of kept.rows) {
        for (const control of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
          if (["radio", "checkbox"].includes(control.type)) control.checked ||= control.value === value;
          else control.value = value;
        }
      }
      offer.hidden = true;
      changed();
    });
    offer.querySelector("[data-restore-drop]").addEventListener("click", () => { forget(); offer.hidden = true; });
  }

  // What came back through the sign-in stands on the page alone until it is saved.
  if ("kept" in form.dataset || "unsaved" in form.dataset) changed();
})();
