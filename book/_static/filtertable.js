// A box above each table too long to take in: only the rows that hold all its words stay, folded by fold.js.
// Without this script the table is whole.
"use strict";

const LONG = 30; // rows

function addFilter(table) {
  const name = table.caption ? table.caption.textContent : "the table";
  const rows = [...table.tBodies[0].rows];
  const box = document.createElement("input");
  const count = document.createElement("output");
  let texts = null; // read at the first word: nobody waits for the words of a thousand rows to see them
  let ledTo = null; // the row that an address names: it is shown whatever the filter says

  function filter() {
    const words = Fold.words(box.value);
    if (words.length) texts ??= rows.map((row) => Fold.findable(`${row.id}\n${Fold.textOf(row)}`));
    const passes = rows.map((row, at) => !words.length || Fold.holds(texts[at], words));
    rows.forEach((row, at) => {
      row.hidden = !passes[at] && row !== ledTo;
    });
    const beside = ledTo && !passes[rows.indexOf(ledTo)] ? "; the row that the address names is shown beside them" : "";
    count.textContent = `${passes.filter(Boolean).length} of ${rows.length} rows${beside}`;
  }

  box.type = "search";
  box.placeholder = "Filter rows";
  box.setAttribute("aria-label", `Filter rows: ${name}`);
  box.addEventListener("input", () => {
    ledTo = null;
    filter();
  });
  addEventListener("hashchange", () => {
    const row = rows.find(({ id }) => id && `#${id}` === location.hash);
    if (!row) return;
    ledTo = row;
    filter();
  });
  const line = document.createElement("p");
  line.className = "filter";
  line.append(box, count);
  table.closest(".table-wrap").before(line);
  count.textContent = `${rows.length} of ${rows.length} rows`;
}

[...document.querySelectorAll(".table-wrap table")].filter((table) => table.rows.length > LONG).forEach(addFilter);
