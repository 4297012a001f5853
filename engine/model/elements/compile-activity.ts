import type { NodeDraft } from '../draft/drafts.js';
import { messageTrigger } from '../events/triggers.js';
import type { ActivityModel, ReceiveTaskModel, ScriptTaskModel } from '../executable-model.js';
import { type ActivityBase, activityBase, messagePlace } from './activity-base.js';
import { adHocSubProcess } from './ad-hoc-sub-process.js';
import { businessRuleTask } from './business-rule-task.js';
import { callActivity } from './call-activity.js';
import { jobTask } from './job-task.js';
import type { NodeContext } from './node-context.js';
import { type ActivityNames, activityNames } from './node-names.js';
import { personTask } from './person-task.js';
import { resultVariableOf } from './result-variable.js';
import { compileScript } from './script.js';

/** An activity; undefined where a diagnostic says what it lacks. */
export function compileActivity(node: NodeDraft, c: NodeContext): ActivityModel | undefined {
  const names = activityNames(node, node.container.names, c);
  const base = activityBase(node, names, c);
  switch (node.type) {
    case 'bpmn:UserTask':
    case 'bpmn:ManualTask':
    case 'bpmn:Task':
      return personTask(node, node.type, base, c);
    case 'bpmn:ServiceTask':
    case 'bpmn:SendTask':
      return jobTask(node, node.type, base, names, c);
    case 'bpmn:ReceiveTask':
      return receiveTask(node, base, names, c);
    case 'bpmn:ScriptTask':
      return scriptTask(node, base, names, c);
    case 'bpmn:BusinessRuleTask':
      return businessRuleTask(node, base, names, c);
    case 'bpmn:CallActivity':
      return callActivity(node, base, c);
    case 'bpmn:SubProcess':
    case 'bpmn:Transaction':
      return { ...base, type: node.type, triggeredByEvent: node.xml.triggeredByEvent === true };
    case 'bpmn:AdHocSubProcess':
      return adHocSubProcess(node, base, c);
    default:
      return undefined;
  }
}

type Compiled<T> = (node: NodeDraft, base: ActivityBase, names: ActivityNames, c: NodeContext) => T | undefined;

const receiveTask: Compiled<ReceiveTaskModel> = (node, base, names, c) => {
  const message = messageTrigger(c.messages.of(node.xml), messagePlace(node, names.local, false), c);
  return message && { ...base, type: 'bpmn:ReceiveTask', message, instantiate: node.xml.instantiate === true };
};

const scriptTask: Compiled<ScriptTaskModel> = (node, base, names, c) => {
  const script = compileScript(node, names.local, c);
  const resultVariable = resultVariableOf(node, script?.type, undefined, c);
  return (
    script && { ...base, type: 'bpmn:ScriptTask', script, ...(resultVariable !== undefined && { resultVariable }) }
  );
};
