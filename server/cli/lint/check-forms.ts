import { formDefect } from '../../application/validate-form.js';
import type { PathwayFolder } from '../library/pathway-folder.js';
import { fileFinding, type FileFinding } from './file-finding.js';

/** Every form is a JSON Schema that the server can validate with, whether or not a task uses it. */
export function checkForms(folder: PathwayFolder): readonly FileFinding[] {
  return Object.values(folder.forms).flatMap(({ path, value }) => {
    const defect = formDefect(value);
    return defect === null
      ? []
      : [fileFinding(path, 'error', 'FORM_NOT_USABLE', `The form cannot be used: ${defect}.`)];
  });
}
