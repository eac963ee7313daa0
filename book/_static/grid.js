// Dials above a table of products: each step shows one cell, and marks it in the table.
// Nothing is computed here. Without this script the table is whole.
"use strict";

function addDials(table, number) {
  const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
  const rows = [...table.tBodies[0].rows];
  const different = (column) => [...new Set(rows.map((row) => row.cells[column].textContent))];
  const dials = [
    [heads[0], different(0)],
    [heads[1], different(1)],
    ["rounds a box", heads.slice(2)],
  ];
  const form = document.createElement("form");
  const result = document.createElement("output");
  let marked;

  function show() {
    const [boxes, share, load] = [...form.elements].filter((each) => each.type === "range");
    for (const dial of [boxes, share, load]) {
      const text = dials[[boxes, share, load].indexOf(dial)][1][dial.value];
      dial.setAttribute("aria-valuetext", text);
      dial.nextElementSibling.textContent = text;
    }
    const row = rows.find((each) =>
      [boxes, share].every((dial, column) => each.cells[column].textContent === dial.nextElementSibling.textContent),
    );
    if (marked) marked.removeAttribute("aria-current");
    marked = row.cells[2 + Number(load.value)];
    marked.setAttribute("aria-current", "true");
    result.textContent = `${marked.textContent} million rounds`;
  }

  for (const [place, [name, settings]] of dials.entries()) {
    const label = document.createElement("label");
    const dial = document.createElement("input");
    const said = document.createElement("span");
    Object.assign(dial, { type: "range", min: 0, max: settings.length - 1, step: 1, id: `dial-${number}-${place}` });
    dial.value = settings.length > 4 ? 1 : settings.length - 1; // the study's count and its lower load
    dial.addEventListener("input", show);
    label.htmlFor = dial.id;
    label.textContent = name;
    form.append(label, dial, said);
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  form.className = "dials";
  form.append(result);
  table.closest(".table-wrap").before(form);
  show();
}

document.querySelectorAll(".stepper table").forEach(addDials);
