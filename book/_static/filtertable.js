// A box above each table too long to take in: only the rows that hold all its words stay, folded by fold.js.
// Without this script the table is whole.
"use strict";

const LONG = 30; // rows

function addFilter(table) {
  const name = table.caption ? table.caption.textContent : "the table";
  const rows = [...table.tBodies[0].rows].map((row) => ({ row, text: Fold.findable(Fold.textOf(row)) }));
  const box = document.createElement("input");
  const count = document.createElement("output");

  function filter() {
    const words = Fold.words(box.value);
    for (const { row, text } of rows) row.hidden = !Fold.holds(text, words);
    const shown = rows.filter(({ row }) => !row.hidden).length;
    count.textContent = `${shown} of ${rows.length} rows`;
  }

  box.type = "search";
  box.placeholder = "Filter rows";
  box.setAttribute("aria-label", `Filter rows: ${name}`);
  box.addEventListener("input", filter);
  const line = document.createElement("p");
  line.className = "filter";
  line.append(box, count);
  table.closest(".table-wrap").before(line);
  filter();
}

[...document.querySelectorAll(".table-wrap table")].filter((table) => table.rows.length > LONG).forEach(addFilter);
