/** A table of a page, which scrolls in its own box where it is too wide. */
export function table(head: readonly string[], rows: readonly string[], name?: string): string {
  const titles = head.map((title) => `<th scope="col">${title}</th>`).join("");
  return `<div class="table-scroll" tabindex="0"><table${name === undefined ? "" : ` data-table="${name}"`}><thead><tr>${titles}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

/** A table of words: on a phone each row becomes a list, its cells below one another with the column's title before them. */
export function stackingTable(head: readonly string[], rows: readonly string[]): string {
  const labeled = rows.map((cells) => {
    let column = 0;
    return cells.replace(
      /<td>(.*?)<\/td>/gs,
      (_, cell: string) => `<td data-label="${head[column++] ?? ""}"><div>${cell}</div></td>`,
    );
  });
  return table(head, labeled).replace('class="table-scroll"', 'class="table-scroll stacking"');
}

/** A row of such a table. */
export function row(...cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
}
