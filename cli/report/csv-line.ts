/**
 * Cells as a line of CSV (RFC 4180), without its end. A cell that a spreadsheet would take for a formula gets an
 * apostrophe before it, which spreadsheets take away again (OWASP, "CSV injection").
 */
export function csvLine(cells: readonly string[]): string {
  return cells.map((cell) => quoted(/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)).join(",");
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
