const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it stands in HTML, between tags or in a quoted attribute. */
export const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

/** The same with what stands between backticks as code. */
export const withCode = (text: string): string =>
  escape(text).replace(/`([^`]+)`/g, (_whole, code: string) => `<code>${code}</code>`);
