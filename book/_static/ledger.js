// Above the ledger: a box for words, facets with their counts, an order, and how many claims are left.
// Without this script the ledger is a whole list.
"use strict";

const FACETS = { theme: "Theme", speaker: "Who says it", article: "Article", type: "Type", record: "Against the record" };

const ORDERS = {
  "as in the articles": () => 0,
  "newest article first": (a, b) => (a.date < b.date) - (a.date > b.date),
  "by who says it": (a, b) => a.speaker.localeCompare(b.speaker, "en"),
  "fewest origins first": (a, b) => a.origins - b.origins,
  "most reports first": (a, b) => b.reports - a.reports,
};

function counted(claims) {
  return claims.filter(({ item }) => !item.classList.contains("retired")).length;
}

function addTools(list) {
  // A retired claim keeps its place in the list; it is filtered like the others, and never counted.
  const claims = [...list.children].map((item, at) => ({
    item,
    at,
    text: Fold.findable(Fold.textOf(item)),
    speaker: "",
    date: "",
    ...item.dataset,
  }));
  const form = document.createElement("form");
  const count = document.createElement("output");
  const box = document.createElement("input");
  const facets = Object.keys(FACETS).map((name) => [name, choice(FACETS[name])]);
  const order = choice("Order");
  let words = []; // of the box, folded once for a change of the form
  let ledTo = null; // the claim that an address names: it is shown whatever the filter says

  function choice(label) {
    const select = document.createElement("select");
    select.autocomplete = "off";
    labelled(label, select);
    return select;
  }

  function labelled(label, field) {
    const around = document.createElement("div");
    const name = document.createElement("label");
    field.id = `ledger-${label.toLowerCase().replaceAll(" ", "-")}`;
    name.htmlFor = field.id;
    name.textContent = label;
    around.append(name, field);
    form.append(around);
  }

  function passes(claim, but) {
    const chosen = facets.filter(([name, select]) => name !== but && select.value);
    return Fold.holds(claim.text, words) && chosen.every(([name, select]) => claim[name] === select.value);
  }

  // Each facet counts what its values would leave, the other choices standing.
  function offer([name, select]) {
    const value = select.value;
    const left = new Map();
    for (const claim of claims) if (claim[name] && !left.has(claim[name])) left.set(claim[name], 0);
    for (const claim of claims) if (claim[name] && passes(claim, name)) left.set(claim[name], left.get(claim[name]) + 1);
    const values = [...left.keys()].sort((a, b) => a.localeCompare(b, "en"));
    select.replaceChildren(new Option("all", ""), ...values.map((each) => new Option(`${each} (${left.get(each)})`, each)));
    select.value = value;
  }

  function update() {
    words = Fold.words(box.value);
    for (const facet of facets) offer(facet);
    const found = claims.filter((claim) => passes(claim));
    for (const claim of claims) claim.item.hidden = claim.item !== ledTo;
    for (const claim of found) claim.item.hidden = false;
    const beside = ledTo && !found.some((claim) => claim.item === ledTo) ? `; ${ledTo.id} is shown beside them` : "";
    count.textContent = `${counted(found)} of ${counted(claims)} claims${beside}`;
  }

  function arrange() {
    const sorted = [...claims].sort((a, b) => ORDERS[order.value](a, b) || a.at - b.at);
    list.append(...sorted.map((claim) => claim.item));
  }

  function lead() {
    const claim = claims.find(({ item }) => `#${item.id}` === location.hash);
    if (!claim) return;
    ledTo = claim.item;
    update();
    const folded = ledTo.querySelector("details");
    if (folded) folded.open = true;
    ledTo.scrollIntoView();
  }

  box.type = "search";
  box.autocomplete = "off";
  labelled("Words", box);
  form.prepend(form.lastChild);
  order.append(...Object.keys(ORDERS).map((each) => new Option(each)));
  const all = document.createElement("button");
  all.type = "reset";
  all.textContent = "Show all";
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", "Claims of the ledger");
  form.append(all, count);

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    ledTo = null;
    update();
  });
  order.addEventListener("change", arrange);
  form.addEventListener("reset", () =>
    setTimeout(() => {
      ledTo = null;
      update();
      arrange();
    }),
  );
  document.querySelector(".ledger-tools").append(form);
  update();
  window.addEventListener("hashchange", lead);
  lead();
}

document.querySelectorAll("ol.ledger").forEach(addTools);
