// The bar above a page: which edition this is, and the same page in the others. It reads window.editions
// (editions.js), so it needs no fetch and works from a folder; in a book alone it stays empty.
// Neither script is deferred: the bar has its height before the first line is drawn, and nothing jumps.
(function () {
  "use strict";

  function element(name, text, attributes) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
    if (text) made.append(text);
    return made;
  }

  // The address of this page from the first folder of its book, as in book/arms.html.
  function page() {
    const depth = (document.documentElement.dataset.content_root || "").split("../").length;
    return location.pathname.split("/").slice(-depth).join("/").replace(/(^|\/)$/, "$1index.html");
  }

  class EditionBar extends HTMLElement {
    connectedCallback() {
      const known = window.editions;
      if (!known || this.firstChild) return;
      this.lang = "en";
      this.root = (document.documentElement.dataset.content_root || "./") + "../";
      const here = known.shown.find((each) => each.folder === known.here);
      const newest = known.shown.find((each) => each.folder === known.newest);
      this.append(this.switcher(known, here));
      if (newest && here !== newest) this.append(this.banner(here, newest));
      this.addEventListener("click", (event) => {
        const link = event.target.closest("a[data-same]");
        if (link) link.hash = location.hash; // the same claim, not only the same page
      });
    }

    switcher(known, here) {
      const nav = element("nav", "", { "aria-label": "Editions" });
      const fold = element("details");
      const list = element("ul");
      fold.append(element("summary", here.date ? `Edition ${here.name}` : "Draft"), list);
      for (const each of known.shown) {
        const item = element("li");
        const name = each.date ? `${each.name}, ${each.date}` : "Draft";
        const link = this.link(each, each.folder === known.newest ? `${name}, newest` : name);
        if (each === here) link.setAttribute("aria-current", "true");
        item.append(link);
        if (each.lacks.includes(page())) item.append(" (without this page: its first)");
        list.append(item);
      }
      const all = element("li");
      all.append(element("a", "All editions", { href: this.root + "editions.html" }));
      list.append(all);
      fold.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !fold.open) return;
        fold.open = false;
        fold.firstElementChild.focus();
      });
      document.addEventListener("click", (event) => {
        if (!fold.contains(event.target)) fold.open = false;
      });
      nav.append(fold);
      return nav;
    }

    banner(here, newest) {
      const note = element("p");
      const changed = here.date ? newest : here;
      const lost = newest.lacks.includes(page());
      note.append(
        here.date ? "This edition is not the newest. " : "This is a draft: its numbers may still move. ",
        this.link(newest, lost ? `Read edition ${newest.name}` : `Read this page in edition ${newest.name}`),
        ", or ",
        element("a", here.date ? "what changed there" : "what changed since", {
          href: `${this.root}changes-${changed.folder}.html`,
        }),
        ".",
      );
      return note;
    }

    link(edition, text) {
      const lost = edition.lacks.includes(page());
      const made = element("a", text, { href: `${this.root}${edition.folder}/${lost ? "index.html" : page()}` });
      if (!lost) made.dataset.same = "";
      return made;
    }
  }

  customElements.define("edition-bar", EditionBar);
})();
