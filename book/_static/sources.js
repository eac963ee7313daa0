// Above a list of sources: a box for words, and how many pages are left. The entry that an address names is
// shown and marked, whatever the filter says. Words are folded by fold.js. Without this script the list is whole.
"use strict";

function addSourceFilter(list) {
  const entries = [...list.querySelectorAll("dd")].map((entry) => ({
    entry,
    publisher: entry.parentElement,
    section: entry.closest("section"),
    text: "",
  }));
  const box = document.createElement("input");
  const count = document.createElement("output");
  const line = document.createElement("div");
  let ledTo = null;

  function update() {
    const words = Fold.words(box.value);
    const shown = new Set();
    let found = 0;
    for (const each of entries) {
      if (words.length) each.text ||= Fold.findable(`${each.publisher.firstElementChild.textContent}\n${Fold.textOf(each.entry)}`);
      const passes = Fold.holds(each.text, words);
      found += passes;
      each.entry.hidden = !passes && each.entry !== ledTo;
      if (!each.entry.hidden) shown.add(each.publisher).add(each.section);
    }
    for (const { publisher, section } of entries) {
      publisher.hidden = !shown.has(publisher);
      section.hidden = !shown.has(section);
    }
    const asked = box.value.trim();
    count.textContent = `${asked ? `${found} of ` : ""}${entries.length} pages${asked ? `; words: ${asked}` : ""}`;
  }

  // The words stand in the address, so that a filtered list can be sent; a browser may refuse it in a folder.
  function keep() {
    const address = new URL(location.href);
    if (box.value.trim()) address.searchParams.set("words", box.value.trim());
    else address.searchParams.delete("words");
    try {
      history.replaceState(history.state, "", address);
    } catch {
      /* the list is filtered all the same */
    }
  }

  function lead(entry) {
    ledTo = entry;
    update();
    entry.scrollIntoView({ block: "center" });
  }

  box.type = "search";
  box.autocomplete = "off";
  box.placeholder = "Filter pages";
  box.setAttribute("aria-label", "Filter the pages of the list");
  box.value = new URLSearchParams(location.search).get("words") || "";
  box.addEventListener("input", () => {
    ledTo = null;
    update();
    keep();
  });
  line.className = "source-filter";
  line.append(box, count);
  list.prepend(line);
  update();
  return (id) => {
    const own = entries.find(({ entry }) => entry.id === id);
    if (own) lead(own.entry);
  };
}

function leadToSource(leads) {
  let asked = location.hash.slice(1);
  try {
    asked = decodeURIComponent(asked);
  } catch {
    /* it stays as it is */
  }
  if (!asked) return;
  // Chat programs add a full stop or a blank, and writers capitals.
  const plain = asked.trim().replace(/[.,;:)]+$/, "");
  const all = [...document.querySelectorAll(".source-list dd, .sources-elsewhere a")];
  const target =
    document.getElementById(asked) || all.find(({ id }) => id.toLowerCase() === plain.toLowerCase());
  const missing = document.querySelector(".source-missing");
  if (missing) missing.remove();
  if (!target) {
    const line = document.createElement("p");
    line.className = "source-missing";
    line.setAttribute("role", "status");
    line.textContent = `There is no source “${plain.slice(0, 80)}” on this page.`;
    document.querySelector(".source-list").before(line);
  } else if (target.closest(".sources-elsewhere")) location.replace(target.href);
  else if (target.id !== asked) location.replace(`#${target.id}`);
  else for (const lead of leads) lead(target.id);
}

if (document.querySelector(".source-list")) {
  const leads = [...document.querySelectorAll(".source-list[data-filter]")].map(addSourceFilter);
  addEventListener("hashchange", () => leadToSource(leads));
  // A link to the entry that the address names already changes no address.
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) leadToSource(leads);
  });
  leadToSource(leads);
}
