// A report of an error says which row was open. Without this script it names page and edition.
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

addEventListener("hashchange", nameRow);
nameRow();
