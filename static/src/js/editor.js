// SPDX-License-Identifier: EUPL-1.2
// Rich text in place of a text area, loaded only where a page has such a field. The text area keeps the HTML.

import { Editor } from "@tiptap/core";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import StarterKit from "@tiptap/starter-kit";

/** A table without widths: the content policy refuses style attributes, and paper has its own widths. */
const PlainTable = Table.extend({ renderHTML: () => ["table", ["tbody", 0]] });

const EMPTY = "<p></p>";

const TOOLS = [
  ["rich_bold", (chain) => chain.toggleBold(), "bold"],
  ["rich_italic", (chain) => chain.toggleItalic(), "italic"],
  ["rich_heading", (chain) => chain.toggleHeading({ level: 3 }), "heading"],
  ["rich_list", (chain) => chain.toggleBulletList(), "bulletList"],
  ["rich_numbers", (chain) => chain.toggleOrderedList(), "orderedList"],
  ["rich_quote", (chain) => chain.toggleBlockquote(), "blockquote"],
  ["rich_table", (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }), null, "outside"],
  ["rich_row", (chain) => chain.addRowAfter(), null, "table"],
  ["rich_column", (chain) => chain.addColumnAfter(), null, "table"],
  ["rich_row_away", (chain) => chain.deleteRow(), null, "table"],
  ["rich_column_away", (chain) => chain.deleteColumn(), null, "table"],
  ["rich_table_away", (chain) => chain.deleteTable(), null, "table"],
  ["rich_undo", (chain) => chain.undo(), null],
];

function toolbar(editor, word) {
  const bar = document.createElement("div");
  bar.className = "rich-tools";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", word("rich_tools"));
  const buttons = TOOLS.map(([key, run, mark, where]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = word(key);
    button.addEventListener("click", () => run(editor.chain().focus()).run());
    bar.append(button);
    return { button, mark, where };
  });
  const refresh = () => {
    const inTable = editor.isActive("table");
    for (const { button, mark, where } of buttons) {
      if (mark) button.setAttribute("aria-pressed", String(editor.isActive(mark)));
      button.hidden = (where === "table" && !inTable) || (where === "outside" && inTable);
    }
  };
  editor.on("transaction", refresh);
  refresh();
  return bar;
}

/** Puts an editor in the place of the text area; answers {show, focus}. `changed` is called after each change by hand. */
export function dress(area, changed, word) {
  const place = document.createElement("div");
  place.className = "rich";
  const label = document.querySelector(`label[for="${CSS.escape(area.id)}"]`);
  if (label && !label.id) label.id = `${area.id}-label`;
  const attributes = { role: "textbox", "aria-multiline": "true", dir: "auto" };
  if (label) attributes["aria-labelledby"] = label.id;
  const described = area.getAttribute("aria-describedby");
  if (described) attributes["aria-describedby"] = described;
  const sheet = document.createElement("div");
  let quiet = true;
  const editor = new Editor({
    element: sheet,
    injectCSS: false,
    content: area.value,
    editable: !area.disabled && !area.readOnly,
    editorProps: { attributes },
    extensions: [
      StarterKit.configure({ heading: { levels: [3, 4] }, codeBlock: false, code: false, link: { openOnClick: false, protocols: ["https", "mailto"] } }),
      PlainTable.configure({ resizable: false }), TableRow, TableHeader, TableCell,
    ],
    onUpdate: () => {
      if (quiet) return;
      const html = editor.getHTML();
      area.value = html === EMPTY ? "" : html;
      changed();
    },
  });
  place.append(toolbar(editor, word), sheet);
  area.hidden = true;
  area.after(place);
  label?.addEventListener("click", () => editor.commands.focus());
  if (document.activeElement === area) editor.commands.focus("end");
  quiet = false;
  return {
    show(html) {
      quiet = true;
      editor.commands.setContent(html, { emitUpdate: false });
      quiet = false;
    },
    focus: () => editor.commands.focus("end"),
  };
}
