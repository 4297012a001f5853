import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';

import { pathways, type FormSchema } from './pathway-files.js';

interface Field {
  readonly title?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: unknown;
  readonly items?: Field;
  readonly oneOf?: readonly { readonly const?: unknown; readonly title?: string }[];
}

const forms = pathways.flatMap(({ id, forms: own }) =>
  Object.entries(own).map(([form, schema]) => ({ pathway: id, form, schema })),
);
const fieldsOf = (schema: FormSchema): readonly (readonly [string, Field])[] =>
  Object.entries((schema['properties'] ?? {}) as Record<string, Field>);

describe('The forms', () => {
  it('are valid JSON Schema 2020-12, strictly read', () => {
    const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
    addFormats.default(ajv);
    for (const { form, schema } of forms) {
      expect(schema['$schema'], form).to.equal('https://json-schema.org/draft/2020-12/schema');
      expect(ajv.validateSchema(schema), `${form}: ${ajv.errorsText()}`).to.equal(true);
      const { $id: _id, ...anonymous } = schema;
      expect(() => ajv.compile(anonymous), form).not.to.throw();
    }
    expect(forms.length).to.be.greaterThan(20);
  });

  it('are the forms of the tasks: every user task has one that exists, and every form is used', () => {
    for (const { id, xml, forms: own } of pathways) {
      const tasks = [...xml.matchAll(/<bpmn:userTask [^>]*>/g)].map(([tag]) => /pathway:form="([^"]+)"/.exec(tag)?.[1]);
      expect(tasks, id).not.to.include(undefined);
      const used = [...xml.matchAll(/pathway:form="([^"]+)"/g)].map((match) => match[1]);
      expect([...new Set(used)].sort(), id).to.deep.equal(Object.keys(own).sort());
    }
  });

  it('title every field, code every choice, and let nothing in that they do not name', () => {
    for (const { form, schema } of forms) {
      expect(schema['additionalProperties'], form).to.equal(false);
      expect(schema['title'], form).to.be.a('string').and.not.equal('');
      for (const [name, field] of fieldsOf(schema)) {
        expect(field.title, `${form} ${name}`).to.be.a('string').and.not.equal('');
        expect(field.enum, `${form} ${name}`).to.equal(undefined);
        const choices = field.oneOf ?? field.items?.oneOf ?? [];
        for (const choice of choices) {
          expect(choice.const, `${form} ${name}`).to.match(/^[a-z][A-Za-z]*$/);
          expect(choice.title, `${form} ${name}`).to.be.a('string').and.not.equal('');
        }
      }
    }
  });

  it('require fields that they have, and some in each form', () => {
    for (const { form, schema } of forms) {
      const names = fieldsOf(schema).map(([name]) => name);
      const required = schema['required'] as readonly string[];
      expect(
        required.filter((name) => !names.includes(name)),
        form,
      ).to.deep.equal([]);
      expect(required.length, form).to.be.greaterThan(0);
    }
  });

  it('define each concept once: a field has the same type, title and choices wherever it stands', () => {
    const known = new Map<string, { readonly form: string; readonly concept: unknown }>();
    for (const { form, schema } of forms) {
      for (const [name, { title, type, format, oneOf, items }] of fieldsOf(schema)) {
        const concept = { title, type, format, oneOf, items };
        const first = known.get(name) ?? { form, concept };
        known.set(name, first);
        expect(concept, `${name} in ${form} and ${first.form}`).to.deep.equal(first.concept);
      }
    }
  });

  it('are one and the same where two pathways have a form of that name', () => {
    const [first, second] = forms.filter(({ form }) => form === 'admission-notice');
    expect(first?.schema).to.deep.equal(second?.schema);
    expect(new Set(forms.map(({ form }) => form)).size).to.equal(forms.length - 1);
  });

  const cases: readonly (readonly [string, string, Record<string, unknown>, boolean])[] = [
    ['answer-ready', 'a date for «kan ta imot»', { answer: 'canReceive' }, false],
    ['answer-ready', 'a date for «kan ta imot»', { answer: 'canReceive', receptionDate: '2026-11-06' }, true],
    ['answer-ready', 'a coded reason for «kan ikke ta imot»', { answer: 'cannotReceive' }, false],
    [
      'answer-ready',
      'a coded reason for «kan ikke ta imot»',
      { answer: 'cannotReceive', cannotReceiveReason: 'full' },
      false,
    ],
    [
      'answer-ready',
      'a coded reason for «kan ikke ta imot»',
      { answer: 'cannotReceive', cannotReceiveReason: 'noPlace' },
      true,
    ],
    ['contact-doctor', 'a name for a contact doctor', { contactDoctorDecision: 'named' }, false],
    ['contact-doctor', 'no name where none is required', { contactDoctorDecision: 'notRequired' }, true],
    [
      'discharge-notice',
      'a point in time with its offset',
      { dischargedAt: '2026-11-06T12:30', dischargedTo: 'home', nextOfKinInformed: true },
      false,
    ],
    [
      'discharge-notice',
      'a point in time with its offset',
      { dischargedAt: '2026-11-06T12:30:00+01:00', dischargedTo: 'home', nextOfKinInformed: true },
      true,
    ],
    [
      'admission-notice',
      'a pathway key and no identity number',
      { patientKey: '01010112345', admittedAt: '2026-11-06T12:30:00+01:00', ward: 'A', knownToMunicipality: true },
      false,
    ],
  ];
  for (const [form, rule, data, valid] of cases) {
    it(`ask in ${form} for ${rule}: ${JSON.stringify(data)} is ${valid ? 'taken' : 'refused'}`, () => {
      const ajv = new Ajv2020({ strict: true, strictRequired: false });
      addFormats.default(ajv);
      const schema = forms.find((each) => each.form === form)?.schema ?? false;
      expect(ajv.compile(schema)(data)).to.equal(valid);
    });
  }
});
