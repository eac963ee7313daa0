// html-validate's recommended rules. What is kept otherwise stands here, each with its reason.
module.exports = {
  root: true,
  extends: ["html-validate:recommended"],
  elements: [
    "html5",
    // The theme: a folded cell's label is two paragraphs, of which its style sheet shows one.
    { summary: { permittedContent: ["@phrasing", "@heading", "p"] } },
  ],
  rules: {
    // The theme: captions of the table of contents are paragraphs with the role of a heading, and
    // the sidebar is a div, which we can give a role but not another end tag.
    "prefer-native-element": ["error", { exclude: ["heading", "complementary"] }],
    // The theme: a search goes off with the Enter key, and its field says so; there is no button.
    "wcag/h32": "off",
    // The theme: <main> says its role again, and Sphinx's search finds the text of a page by that.
    "no-redundant-role": "off",
    // Ours: the ids of the record begin with a date. HTML allows that, and they are published addresses.
    "valid-id": ["error", { relaxed: true }],
    // Ours: a page is titled by its chapter and then the book.
    "long-title": ["error", { maxlength: 90 }],
    // Ours: where a likelihood stands on its scale is data.
    "no-inline-style": ["error", { allowedProperties: ["left", "width"] }],
  },
};
