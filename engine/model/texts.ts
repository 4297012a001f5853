import type { ElementTexts } from './executable-model.js';
import { attributeOf, type BpmnXml, extensionsOf } from './read/bpmn-xml.js';
import { emptyRecord } from './safe-record.js';

type Written = Record<string, Record<string, { name?: string; description?: string }>>;

/** Names and descriptions in other languages (`pathway:text`), by element id and language. */
export function textsOf(elementsById: Readonly<Record<string, BpmnXml>>): ElementTexts {
  const texts: Written = emptyRecord();
  for (const id in elementsById) {
    const xml = elementsById[id];
    if (!xml?.extensionElements) continue;
    for (const text of extensionsOf(xml, 'pathway:Text')) {
      const language = attributeOf(text, 'lang') || 'nb';
      const kind = text['kind'] === 'description' ? 'description' : 'name';
      const ofElement = (texts[id] ??= emptyRecord());
      ofElement[language] = { ...ofElement[language], [kind]: attributeOf(text, 'body').trim() };
    }
  }
  return texts;
}
