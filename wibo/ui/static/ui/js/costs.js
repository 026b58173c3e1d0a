// Beside the estimate of an application; without it the server adds up.
(() => {
  "use strict";
  // The running sum of costs, exact to a grosz, beside the limits.
  const sum = document.querySelector("[data-sum]");
  if (!sum) return;
  const form = sum.closest("form");
  const zloty = (grosze) => `${(grosze / 100).toLocaleString("pl-PL", { minimumFractionDigits: 2, useGrouping: true })}\u00a0zł`;
  // As the server reads it: 1.234.567,89 with dots between thousands; 2.400 alone may be either, and no number is below nothing.
  const number = (text, decimals = /^\d+([.,]\d{1,2})?$/) => {
    let plain = text.replace(/[\s\u00a0]/g, "").replace(/zł$/, "");
    if (/^\d{1,3}(\.\d{3})+,\d{1,2}$/.test(plain)) plain = plain.replaceAll(".", "");
    if (plain === "") return null;
    return decimals.test(plain) ? Number(plain.replace(",", ".")) : NaN;
  };
  const add = () => {
    let all = 0;
    for (const row of form.querySelectorAll(".cost-row")) {
      const price = number(row.querySelector("[name$=-price]").value);
      const quantity = number(row.querySelector("[name$=-quantity]").value, /^\d+(,\d{1,3}|\.\d{1,2})?$/) ?? 1;
      const amount = price === null ? 0 : Math.round(Math.round(price * 100) * Math.round(quantity * 1000) / 1000);
      row.querySelector("[data-row-sum]").textContent = price === null ? "" : Number.isNaN(amount) ? "Sprawdź liczby." : zloty(amount);
      all += Number.isNaN(amount) ? 0 : amount;
    }
    const pool = Number(sum.dataset.pool || 0), most = Number(sum.dataset.mostCost || 0) || pool;
    let words = `Razem: ${zloty(all)}`;
    if (most && all > most) words += `. Za dużo o ${zloty(all - most)}: najwyżej może być ${zloty(most)}.`;
    sum.textContent = words;
    sum.classList.toggle("too-much", Boolean(most) && all > most);
  };
  form.addEventListener("input", add);
  add();
})();
