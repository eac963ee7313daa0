// Above the comparison of sources: a choice of the quantity. The address names it, so that a link and the way back
// lead to it. Without this script the page is a list of all quantities.
"use strict";

document.documentElement.classList.add("chooses"); // report.css: before the page is drawn, one quantity is shown

function addChoice(page) {
  const list = page.querySelector(".compare-list");
  const quantities = [...page.querySelectorAll(".compare-quantity")];
  if (!list || !quantities.length) return;
  const form = document.createElement("form");
  const name = document.createElement("label");
  const select = document.createElement("select");
  select.id = "compare-choice";
  select.autocomplete = "off";
  name.htmlFor = select.id;
  name.textContent = "Quantity";
  const groups = new Map();
  for (const quantity of quantities) {
    const { theme } = quantity.dataset;
    if (!groups.has(theme)) {
      const group = document.createElement("optgroup");
      group.label = theme;
      groups.set(theme, group);
      select.append(group);
    }
    groups.get(theme).append(new Option(quantity.querySelector("h2").textContent, quantity.id));
  }
  select.append(new Option("All quantities", "all"));
  form.append(name, select);
  form.addEventListener("submit", (event) => event.preventDefault());

  function show() {
    const address = decodeURIComponent(location.hash.slice(1));
    const chosen = quantities.find((quantity) => quantity.id === address);
    select.value = chosen ? chosen.id : address === "all" ? "all" : quantities[0].id;
    for (const quantity of quantities) quantity.hidden = select.value !== "all" && quantity.id !== select.value;
  }

  select.addEventListener("change", () => {
    location.hash = select.value;
  });
  list.remove();
  page.querySelector(".compare-tools").append(form);
  window.addEventListener("hashchange", show);
  show();
  page.classList.add("ready");
}

document.addEventListener("DOMContentLoaded", () => document.querySelectorAll(".compare").forEach(addChoice));
