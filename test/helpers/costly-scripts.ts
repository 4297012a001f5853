import { definitionsText, escapeXml, path } from './bpmn-text.js';

/** Expressions that take near as many steps as one may: of many cheap steps, and of few that are dear. */
export const COSTLY = {
  cheap: 'every i in 1..160, j in 1..160 satisfies i * j + rounds > 0',
  dear: 'count(for i in 1..5000 return modulo(i / 3, 0.001)) > 0',
} as const;

/**
 * A process of script tasks `Script_0`, `Script_1`, … one after the other, each costly as long as the variable `rounds` is 1.
 * @param salt makes it another model
 */
export function costlyScripts(count: number, salt: string, id = 'Costly', work: string = COSTLY.cheap): string {
  const ids = Array.from({ length: count }, (_, index) => `Script_${index}`);
  const expression = escapeXml(`if rounds = 1 then (${work}) else true`);
  const scripts = ids.map(
    (script) =>
      `<bpmn:scriptTask id="${script}" scriptFormat="feel" pathway:resultVariable="done"><bpmn:script>${expression}</bpmn:script></bpmn:scriptTask>`,
  );
  return definitionsText(
    `<bpmn:process id="${id}" name="${salt}" isExecutable="true" pathway:severalInstances="true"><bpmn:extensionElements><pathway:variables>
       <pathway:variable name="rounds" type="number" /><pathway:variable name="done" type="boolean" />
     </pathway:variables></bpmn:extensionElements><bpmn:startEvent id="Start" />${scripts.join('')}<bpmn:endEvent id="End" />
     ${path('Start', ...ids, 'End')}</bpmn:process>`,
  );
}
