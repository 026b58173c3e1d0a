// The booth's comforts; every page of it works without them. No dependencies, no network.
(() => {
  const booth = document.querySelector("[data-booth]");
  if (!booth) return;
  const tray = booth.querySelector("[data-tray]");
  const said = tray.dataset;
  const fields = [...booth.querySelectorAll("[data-cost]")];
  const isTick = (field) => ["checkbox", "radio"].includes(field.type);
  const given = (field) => isTick(field) ? Number(field.checked) : Number(field.value) || 0;
  const zloty = (grosze) => (grosze / 100).toLocaleString("pl-PL", { maximumFractionDigits: 0 }).replace(/\s/g, "\u00a0") + "\u00a0zł";
  const filled = (words, values) => words.replace(/{(\w+)}/g, (whole, name) => values[name] ?? whole);
  const compared = (n, max, words, over, shown = String) =>
    filled(n > max ? over : words, { n: shown(n), max: shown(max), left: shown(max - n), over: shown(n - max) });

  // What is chosen, what is most and what is left; red at once when it is too much.
  const count = () => {
    const marked = fields.filter((field) => given(field) > 0);
    const points = marked.reduce((sum, field) => sum + given(field), 0);
    const cost = marked.reduce((sum, field) => sum + Number(field.dataset.cost), 0);
    const { max, maxCost, maxPoints } = said;
    const lines = [];
    let over = false;
    const tell = (n, most, words, beyond, shown) => {
      over ||= n > most;
      lines.push(compared(n, most, words, beyond, shown));
    };
    if (maxPoints) tell(points, Number(maxPoints), said.spread, said.spreadOver);
    if (max && (!maxPoints || marked.length > Number(max))) tell(marked.length, Number(max), said.chosenOf, said.over);
    if (!max && !maxPoints) lines.push(filled(said.chosen, { n: marked.length }));
    if (maxCost) tell(cost, Number(maxCost), said.sum, said.sumOver, zloty);
    for (const field of fields) {
      const high = field.max !== "" && field.max !== undefined && !isTick(field) && given(field) > Number(field.max);
      if (high) { over = true; lines.push(filled(said.one, { max: field.max })); }
      field.closest(".choice").classList.toggle("over", high);
      field.closest(".choice").classList.toggle("chosen", given(field) > 0);
    }
    tray.textContent = [...new Set(lines)].join(" · ");
    tray.classList.toggle("too-much", over);
  };
  booth.addEventListener("input", count);
  count();

  // − and + change the field where it stands; its arrow keys do the same, so Tab goes from project to project.
  for (const button of booth.querySelectorAll(".step")) {
    button.tabIndex = -1;
    button.addEventListener("click", (event) => {
      event.preventDefault();
      const field = button.parentElement.querySelector("input");
      field.value = Math.max(0, given(field) + (button.name === "wiecej" ? 1 : -1)) || "";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  // Enter in a field goes on to the next one, not off the list.
  booth.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !fields.includes(event.target)) return;
    event.preventDefault();
    (fields[fields.indexOf(event.target) + 1] || booth.querySelector(".tray button")).focus();
  });

  const form = document.querySelector("[data-search-form]");
  const search = form.querySelector("[data-search]");
  const category = form.querySelector("[data-category-filter]");
  const found = document.querySelector("[data-found]");
  const fold = (text) => text.toLocaleLowerCase("pl").normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/ł/g, "l");
  const filter = () => {
    const items = [...booth.querySelectorAll(".choice")];
    for (const item of items) {
      const named = fold(item.dataset.words).includes(fold(search.value.trim()));
      item.hidden = !named || Boolean(category && category.value && item.dataset.category !== category.value);
    }
    const shown = items.filter((item) => !item.hidden).length;
    found.hidden = shown === items.length;
    found.textContent = shown ? filled(found.dataset.some, { shown, all: items.length }) : found.dataset.none;
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
})();
