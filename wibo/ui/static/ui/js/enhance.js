// Small comforts; every page works without them. No dependencies, no network.
(() => {
  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();

  // One submission: a second click on the same form does nothing.
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "1";
    const busy = event.target.querySelector("[data-busy]");
    if (busy) busy.textContent = busy.dataset.busy;
    setTimeout(() => delete event.target.dataset.sent, 4000);
  });

  // How many signs are left in a long text, said when few are, at once when too many.
  const noun = (count) => {
    const ten = count % 10, hundred = count % 100;
    if (count === 1) return "znak";
    return ten >= 2 && ten <= 4 && (hundred < 12 || hundred > 14) ? "znaki" : "znaków";
  };
  for (const note of document.querySelectorAll("[data-most]")) {
    const text = note.parentElement.querySelector("textarea");
    const most = Number(note.dataset.most);
    const count = () => {
      const left = most - text.value.length;
      note.textContent = left < 0 ? `Za długo o ${-left} ${noun(-left)}. Skróć tekst.` : `Zostało ${left} ${noun(left)} z ${most}.`;
      note.classList.toggle("too-much", left < 0);
    };
    text.addEventListener("input", count);
    if (text.value) count();
  }

  // Signing out takes along what drafts have kept in this browser.
  for (const out of document.querySelectorAll("form[action$='/wyloguj/']")) {
    out.addEventListener("submit", () => {
      try {
        for (const key of Object.keys(localStorage)) if (key.startsWith("wibo:")) localStorage.removeItem(key);
      } catch { /* nothing was kept */ }
    });
  }

  // The office: hot keys are links and buttons that say their key, so each also works by mouse and Tab.
  const keyed = [...document.querySelectorAll("[data-key]")];
  if (keyed.length) document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && !["radio", "checkbox"].includes(event.target.type);
    if (event.ctrlKey || event.altKey || event.metaKey || (typing && !/^F\d|^Escape$/.test(event.key))) return;
    const target = keyed.find((element) => element.dataset.key.toLowerCase() === event.key.toLowerCase());
    if (!target) return;
    event.preventDefault();
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) target.focus(); else target.click();
  });

  // A long text is not left by a slip: the browser asks, until the form is sent.
  for (const form of document.querySelectorAll("form[data-leave]")) {
    let dirty = false;
    form.addEventListener("input", () => { dirty = true; });
    form.addEventListener("submit", () => { dirty = false; });
    window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
  }
})();
