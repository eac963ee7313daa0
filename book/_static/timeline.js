// Above the timeline: filters, a count, and the card of a point. The address holds what is chosen.
// Without this script the picture and the list are whole, and each point leads to the page of its row.
"use strict";

const FACETS = { side: "Who", kind: "Kind", theme: "Theme", article: "Beside the article", rung: "Evidence" };

function addFilters(picture, list) {
  const card = document.querySelector(".timeline-card");
  const points = new Map([...picture.querySelectorAll("a[data-row]")].map((point) => [point.dataset.row, point]));
  const rows = [...list.querySelectorAll("li")].map((item) => ({
    item,
    point: points.get(item.id.slice("day-".length)),
    text: null, // read at the first word
    values: Object.fromEntries(Object.keys(FACETS).map((name) => [name, (item.dataset[name] || "").split("|").filter(Boolean)])),
  }));
  const byId = new Map(rows.map((row) => [row.item.id, row]));
  const years = [...list.querySelectorAll("h3")];
  const form = document.createElement("form");
  const count = document.createElement("output");
  const fields = { words: document.createElement("input") };
  let marked = null;
  let sought = []; // the words of the box, folded by fold.js

  function labelled(text, field, name) {
    const around = document.createElement("div");
    const label = document.createElement("label");
    field.id = `timeline-${name}`;
    field.autocomplete = "off";
    label.htmlFor = field.id;
    label.textContent = text;
    around.append(label, field);
    form.append(around);
  }

  function passes(row, but) {
    if (sought.length) row.text ??= Fold.findable(Fold.textOf(row.item));
    return (
      (!sought.length || Fold.holds(row.text, sought)) &&
      Object.keys(FACETS).every((name) => name === but || !fields[name].value || row.values[name].includes(fields[name].value))
    );
  }

  // Each list counts what its values would leave, the other choices standing.
  function offer(name) {
    const value = fields[name].value;
    const left = new Map();
    for (const row of rows) for (const each of row.values[name]) if (!left.has(each)) left.set(each, 0);
    for (const row of rows) if (passes(row, name)) for (const each of row.values[name]) left.set(each, left.get(each) + 1);
    const values = [...left.keys()].sort((a, b) => a.localeCompare(b, "en"));
    fields[name].replaceChildren(new Option("all", ""), ...values.map((each) => new Option(`${each} (${left.get(each)})`, each)));
    fields[name].value = value;
  }

  function update() {
    sought = Fold.words(fields.words.value);
    for (const name of Object.keys(FACETS)) offer(name);
    let number = 0;
    for (const row of rows) {
      const shown = passes(row);
      row.item.hidden = !shown;
      if (row.point) row.point.classList.toggle("off", !shown);
      number += shown;
    }
    for (const year of years) year.hidden = ![...year.nextElementSibling.children].some((item) => !item.hidden);
    count.textContent = `${number} of ${rows.length} rows`;
  }

  function state() {
    const chosen = new URLSearchParams();
    for (const [name, field] of Object.entries(fields)) if (field.value.trim()) chosen.set(name, field.value.trim());
    return chosen.toString();
  }

  // A state has an equals sign; any other address leads to an entry of the list.
  function read() {
    const hash = location.hash.slice(1);
    if (hash && !hash.includes("=")) return;
    const chosen = new URLSearchParams(hash);
    fields.words.value = chosen.get("words") || "";
    for (const name of Object.keys(FACETS)) {
      const known = [...fields[name].options].some((option) => option.value === chosen.get(name));
      fields[name].value = known ? chosen.get(name) : "";
    }
    update();
  }

  function write(replace) {
    update();
    const wanted = state();
    if (wanted === location.hash.slice(1)) return;
    const address = `#${wanted || "all="}`;
    if (replace) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
  }

  function mark(row) {
    if (marked) marked.classList.remove("on");
    marked = row && row.point;
    if (marked) marked.classList.add("on");
  }

  function show(row) {
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Close";
    close.addEventListener("click", hide);
    const said = document.createElement("p");
    said.append(...[...row.item.childNodes].map((node) => node.cloneNode(true)));
    card.replaceChildren(said, close);
    mark(row);
  }

  function hide() {
    card.textContent = "Choose a point of the picture to read its row here.";
    mark(null);
  }

  fields.words.type = "search";
  labelled("Words", fields.words, "words");
  for (const [name, text] of Object.entries(FACETS)) {
    fields[name] = document.createElement("select");
    labelled(text, fields[name], name);
  }
  const all = document.createElement("button");
  all.type = "reset";
  all.textContent = "Show all";
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", "Rows of the timeline");
  form.append(all, count);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => event.target !== fields.words && write(false));
  fields.words.addEventListener("input", () => write(true));
  form.addEventListener("reset", () => setTimeout(() => write(false)));
  document.querySelector(".timeline-tools").append(form);

  const rowOf = (event) => {
    const point = event.target.closest("a[data-row]");
    return point && byId.get(`day-${point.dataset.row}`);
  };
  picture.addEventListener("click", (event) => {
    const row = rowOf(event);
    if (!row || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(row);
  });
  picture.addEventListener("pointerover", (event) => {
    const row = event.pointerType === "mouse" && rowOf(event);
    if (row) show(row);
  });
  list.addEventListener("focusin", (event) => mark(byId.get(event.target.closest("li")?.id)));
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());

  hide();
  update();
  read();
  window.addEventListener("hashchange", read);
  window.addEventListener("popstate", read);
}

document.querySelectorAll("svg.timeline").forEach((picture) => {
  const list = document.querySelector(".timeline-list");
  if (list) addFilters(picture, list);
});
