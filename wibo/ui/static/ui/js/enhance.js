// Small comforts; every page works without them. No dependencies, no network.
(() => {
  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();

  // One submission: a second click on the same form does nothing.
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "1";
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

  // The booth: running count and sum of the chosen projects, and search without losing choices.
  const booth = document.querySelector("[data-booth]");
  if (booth) {
    const tray = booth.querySelector("[data-tray]");
    const zloty = (grosze) => (grosze / 100).toLocaleString("pl-PL", { maximumFractionDigits: 0 }).replace(/\s/g, "\u00a0") + "\u00a0zł";
    const count = () => {
      let chosen = 0, cost = 0, points = 0;
      for (const input of booth.querySelectorAll("[data-cost]")) {
        const typed = input.type === "number" || input.tagName === "SELECT";
        const marked = typed ? Number(input.value) > 0 : input.checked;
        if (!marked) continue;
        chosen += 1; cost += Number(input.dataset.cost);
        if (typed) points += Number(input.value);
      }
      const { max, maxCost, maxPoints } = tray.dataset;
      const [picked, of, spread] = tray.dataset.words.split("|");
      let text = maxPoints ? `${spread}: ${points} ${of} ${maxPoints}` : max ? `${picked} ${chosen} ${of} ${max}` : `${picked} ${chosen}`;
      if (maxCost) text += ` · ${zloty(cost)} ${of} ${zloty(Number(maxCost))}`;
      tray.textContent = text;
    };
    booth.addEventListener("input", count);
    count();
    const search = booth.querySelector("[data-search]");
    const category = booth.querySelector("[data-category-filter]");
    for (const control of [search, category]) if (control) control.closest("[hidden]").hidden = false;
    if (search) {
      const fold = (text) => text.toLocaleLowerCase("pl").normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/ł/g, "l");
      const filter = () => {
        for (const item of booth.querySelectorAll(".choice")) {
          const named = fold(item.dataset.words).includes(fold(search.value));
          item.hidden = !named || Boolean(category && category.value && item.dataset.category !== category.value);
        }
      };
      search.addEventListener("input", filter);
      if (category) category.addEventListener("change", filter);
    }
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
})();
