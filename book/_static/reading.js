// The row that an address names is whole on screen, and an id that is not on the page is answered; a report of
// an error says which row was open.
// Without this script an exact id leads to its row, a report names page and edition, and everything can be read.
"use strict";

const CLAIM = /^#([a-z]-\d{3,}(?:-\d+)?|\d{4}-[a-z0-9-]+)$/;

function nameRow() {
  const row = CLAIM.exec(location.hash);
  for (const link of document.querySelectorAll("a.report")) {
    const address = new URL(link.href);
    const body = address.searchParams.get("body").replace(/^(Claim|Row): .*\n/m, "");
    address.searchParams.set("body", row ? `${body}${/^c-/.test(row[1]) ? "Claim" : "Row"}: ${row[1]}\n` : body);
    link.href = address.href;
  }
}

// What a sentence leaves around an id: "(see C-017)." has a bracket and a full stop.
const AROUND = /^[^a-z0-9]+|[^a-z0-9]+$/gi;
const LIKE_AN_ID = /^([a-z]-)\d{3,}$|^[a-z]-\d{3,}-\d+$|^\d{4}-|-\d{4}-/;

function addressed() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return location.hash.slice(1); // a percent sign that encodes nothing
  }
}

// The words below the title for an id that the page does not have: which ones there are, and where to look.
function answer(id) {
  const [, kind] = LIKE_AN_ID.exec(id);
  const alike = [...document.querySelectorAll(`article [id^="${kind || " "}"]`)].map((each) => each.id);
  const known = alike.filter((each) => LIKE_AN_ID.test(each)).sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const line = document.createElement("p");
  const search = document.createElement("a");
  line.className = "no-row";
  line.tabIndex = -1;
  line.setAttribute("role", "status");
  search.href = `${document.documentElement.dataset.content_root}search.html?q=${encodeURIComponent(id)}`;
  search.textContent = "Search the whole book for it";
  const ends = known.length ? ` Ids of this kind run here from ${known[0]} to ${known.at(-1)}.` : "";
  line.append(`This page has nothing named ${id}.${ends} `, search, ".");
  document.querySelector("article h1")?.after(line);
  line.focus();
}

function arrive() {
  document.querySelector(".no-row")?.remove();
  const asked = addressed();
  const row = asked && document.getElementById(asked);
  if (row) {
    for (let fold = row.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (row.matches("tr, .cards > li")) row.scrollIntoView();
    return;
  }
  const wanted = asked.replace(AROUND, "").toLowerCase();
  if (!wanted) return;
  const meant = [...document.querySelectorAll("article [id]")].find(({ id }) => id.toLowerCase() === wanted);
  if (meant) location.replace(`#${meant.id}`); // the browser marks it, and the page hears of it
  else if (LIKE_AN_ID.test(wanted)) answer(wanted);
}

addEventListener("hashchange", nameRow);
addEventListener("hashchange", () => setTimeout(arrive)); // after the filters have shown the row
addEventListener("load", arrive);
nameRow();
