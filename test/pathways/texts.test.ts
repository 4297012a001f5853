import { expect } from 'chai';

import { readDrawing } from './drawing.js';
import { pathways, type FormSchema, type PathwayFiles, type Texts } from './pathway-files.js';

/** Texts of a schema by JSON pointer: what a reader sees of a form. */
function textsOf(value: unknown, pointer = ''): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, inner]: [string, unknown]) => {
      const here = `${pointer}/${key}`;
      const isText = (key === 'title' || key === 'description') && typeof inner === 'string';
      return isText ? { [here]: inner } : textsOf(inner, here);
    }),
  ) as Readonly<Record<string, string>>;
}

const formTexts = (forms: Readonly<Record<string, FormSchema>>): Texts =>
  Object.fromEntries(Object.entries(forms).map(([id, schema]) => [id, textsOf(schema)]));

const without = (texts: Texts, keys: readonly string[]): Texts =>
  Object.fromEntries(Object.entries(texts).filter(([key]) => !keys.includes(key)));

const userTasks = ({ xml }: PathwayFiles): readonly string[] =>
  [...xml.matchAll(/<bpmn:userTask id="([^"]+)"/g)].map((match) => match[1] ?? '');

/** Common words of bokmål that nynorsk writes otherwise. */
const BOKMAL_WORDS = [
  ...['ikke', 'jeg', 'hva', 'hvem', 'hvor', 'hvordan', 'hvorfor', 'noe', 'noen'],
  ...['mer', 'annet', 'annen', 'fra', 'hjem', 'hjemme\\p{L}*', 'oppgave\\p{L}*', 'tjeneste\\p{L}*', 'uke'],
  ...[
    'uker',
    'dager',
    'timer',
    'syke\\p{L}*',
    'innleggelse\\p{L}*',
    'utskrivning\\p{L}*',
    'forespørsel\\p{L}*',
    'opplysninger',
    'endringer',
  ],
  ...['endrede', 'tidligere', 'trenger', 'gjør', 'vet', 'kommer', 'løsning\\p{L}*', 'legemidler', 'legemidlene'],
  ...['hjelpemidler', 'kontroller', 'pårørende', 'utskrevet', 'innlagt', 'reinnlagt', 'avsluttet', 'purret', 'mangler'],
  ...['observasjoner', 'vurderinger', 'måltall', 'begge veier', 'selv', 'deres', 'dere', 'hun', 'nå'],
  ...['være', 'vært'],
];
const BOKMAL = new RegExp(`(^|[^\\p{L}])(${BOKMAL_WORDS.join('|')})(?=[^\\p{L}]|$)`, 'iu');

for (const pathway of pathways) {
  describe(`The texts of ${pathway.id}`, () => {
    const { nb, nn, en } = pathway.texts;
    const forms = formTexts(pathway.forms);
    let names: Readonly<Record<string, string>>;
    before(async () => {
      names = (await readDrawing(pathway.xml)).names;
    });

    it('give every text of every form in bokmål, as the form itself has it', () => {
      expect(Object.fromEntries(Object.keys(forms).map((id) => [id, nb[id]]))).to.deep.equal(forms);
    });

    for (const [language, texts] of [
      ['nynorsk', nn],
      ['English', en],
    ] as const) {
      it(`give every text of every form in ${language}, and none that no form has`, () => {
        for (const [id, own] of Object.entries(forms)) {
          expect(Object.keys(texts[id] ?? {}).sort(), id).to.deep.equal(Object.keys(own).sort());
          expect(
            Object.values(texts[id] ?? {}).filter((text) => text.trim() === ''),
            id,
          ).to.deep.equal([]);
        }
      });

      it(`name in ${language} everything that is named in the drawing, and nothing else`, () => {
        const named = Object.entries(without(texts, Object.keys(forms))).filter(([, { name }]) => name);
        expect(named.map(([id]) => id).sort()).to.deep.equal(Object.keys(names).sort());
      });
    }

    it('hold in bokmål only what is not drawn', () => {
      const drawnAgain = Object.entries(without(nb, Object.keys(forms))).filter(([, texts]) => 'name' in texts);
      expect(drawnAgain).to.deep.equal([]);
    });

    it('tell for every user task what is to be done, in all three languages', () => {
      for (const texts of [nb, nn, en]) {
        const silent = userTasks(pathway).filter((id) => !texts[id]?.['description']);
        expect(silent).to.deep.equal([]);
      }
      expect(userTasks(pathway).length).to.be.greaterThan(5);
    });

    it('describe the same elements in all three languages', () => {
      const described = (texts: Texts): readonly string[] =>
        Object.entries(without(texts, Object.keys(forms)))
          .filter(([, { description }]) => description)
          .map(([id]) => id)
          .sort();
      expect(described(nn)).to.deep.equal(described(nb));
      expect(described(en)).to.deep.equal(described(nb));
    });

    it('are nynorsk in the nynorsk file', () => {
      const all = Object.entries(nn).flatMap(([id, texts]) =>
        Object.entries(texts).map(([key, text]) => ({ where: `${id} ${key}`, text })),
      );
      const wrong = all.flatMap(({ where, text }) => {
        const word = BOKMAL.exec(text)?.[2];
        return word === undefined ? [] : [`${where}: ${word}`];
      });
      expect(wrong).to.deep.equal([]);
      expect(
        all.filter(({ text }) =>
          /(^|\s)(ikkje|frå|kva|heim|heimeteneste\p{L}*|tenest\p{L}*|oppgåv\p{L}*|eg|veker)/iu.test(text),
        ).length,
      ).to.be.greaterThan(5);
    });

    it('are English in the English file', () => {
      const all = Object.entries(en).flatMap(([id, texts]) =>
        Object.entries(texts).map(([key, text]) => ({ where: `${id} ${key}`, text })),
      );
      expect(all.filter(({ text }) => /[æøåÆØÅ]|\b(og|ikke|ikkje|pasient|pasienten)\b/.test(text))).to.deep.equal([]);
    });
  });
}
