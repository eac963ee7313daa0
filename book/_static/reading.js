// A report of an error says which row was open; from a folder, the search says what it leaves out.
// Without this script a report names page and edition, and everything can be read.
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

function searchInFolder() {
  const results = document.getElementById("search-results");
  if (!results || location.protocol !== "file:") return;
  DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false; // an excerpt would be fetched, and a browser fetches nothing from a folder
  const line = document.createElement("p");
  line.className = "from-folder";
  line.textContent = "Opened from a folder: results come without excerpts.";
  results.before(line);
}

addEventListener("hashchange", nameRow);
nameRow();
searchInFolder();
