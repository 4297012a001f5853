import type { CompileOptions } from '../compile-options.js';
import type { FormModel } from '../executable-model.js';
import { frozenCopy } from '../freeze.js';
import type { BpmnXml } from '../read/bpmn-xml.js';
import type { Report } from '../report.js';
import { isReserved } from '../safe-record.js';
import { formFields } from './form-fields.js';
import { isUsableName } from './names.js';

/** Gives forms by id, read once each. */
export function createFormCatalogue(forms: CompileOptions['forms'], report: Report) {
  const read = new Map<string, FormModel>();
  return (id: string, owner: BpmnXml): FormModel | undefined => {
    const known = read.get(id);
    if (known) return known;
    if (!forms) report.add('FORM_NOT_CHECKED', owner, { form: id });
    else if (!Object.hasOwn(forms, id)) {
      report.add('FORM_NOT_FOUND', owner, { form: id });
      return undefined;
    }
    const form = readForm(id, forms?.[id] ?? {}, owner, report);
    read.set(id, form);
    return form;
  };
}

function readForm(id: string, schema: Readonly<Record<string, unknown>>, owner: BpmnXml, report: Report): FormModel {
  const fields = formFields(schema);
  for (const field of Object.keys(fields)) {
    if (isUsableName(field)) continue;
    report.add(isReserved(field) ? 'FORM_FIELD_RESERVED' : 'FORM_FIELD_NOT_READABLE', owner, { form: id, field });
    delete fields[field];
  }
  return { id, schema: frozenCopy(schema), fields };
}
