/**
 * Finds the line of the element with a given id, from 1. The text is indexed at the first question only:
 * a model without findings pays nothing.
 */
export function lineFinder(xml: string): (id: string) => number | undefined {
  let lines: Map<string, number> | undefined;
  return (id) => {
    if (id === '') return undefined;
    lines ??= indexLines(xml);
    return lines.get(id);
  };
}

function indexLines(xml: string): Map<string, number> {
  const lines = new Map<string, number>();
  const pattern = /\n|\sid\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;
  let line = 1;
  for (let match = pattern.exec(xml); match; match = pattern.exec(xml)) {
    const id = match[1] ?? match[2];
    if (match[0].startsWith('\n')) line += 1;
    if (id !== undefined && !lines.has(id)) lines.set(id, line);
  }
  return lines;
}
