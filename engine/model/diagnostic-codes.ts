import type { ExpressionProblemCode } from '../expressions/expression-problem.js';
import type { Diagnostic } from './diagnostics.js';

interface DiagnosticKind {
  readonly severity: Diagnostic['severity'];
  /** English sentence for a designer; `{places}` are filled in. */
  readonly message: string;
}

const error = (message: string): DiagnosticKind => ({ severity: 'error', message });
const warning = (message: string): DiagnosticKind => ({ severity: 'warning', message });
const information = (message: string): DiagnosticKind => ({ severity: 'information', message });

/** Findings about the text as a whole. */
const TEXT = {
  TEXT_TOO_LARGE: error('The model is larger than {bytes} bytes.'),
  DOCTYPE_NOT_ALLOWED: error('The model has a DOCTYPE or another declaration; such XML is not accepted.'),
  NESTED_TOO_DEEPLY: error('The model is nested deeper than {depth} levels.'),
  TOO_MANY_TAGS: error('The model has too many XML elements.'),
  TOO_MANY_ATTRIBUTES: error('An XML element of the model has too many attributes.'),
  TOO_MANY_ELEMENTS: error('The model has more than {limit} elements.'),
  TOO_MANY_VARIABLES: error('This process has more than {limit} variables.'),
  TOO_MANY_JOINS: error('This process has too many inclusive and complex joins ({joins}) for its size.'),
  XML_NOT_CLOSED: error('The XML ends in the middle of an element, a comment or a text section.'),
  XML_NOT_READABLE: error('The text is not BPMN 2.0 XML: {reason}.'),
  XML_NOT_UNDERSTOOD: error('Part of the XML is not BPMN 2.0 and would be lost: {content} ({reason}).'),
  REFERENCE_NOT_FOUND: error('"{property}" names "{target}", which is not in the model.'),
  ATTRIBUTE_NOT_KNOWN: error('The attribute "{attribute}" does not exist on this kind of element.'),
  DUPLICATE_ID: error('Two elements have this id; ids must be unique.'),
  ILLEGAL_ID: error(
    'This id is not allowed in XML: it must begin with a letter and hold letters, digits, "-", "_" or "." only.',
  ),
  RESERVED_ID: error('The id "{id}" is a reserved word; give the element another id.'),
  ID_MISSING: error('A {type} has no id.'),
  MORE_FINDINGS: error('There are more findings than are shown; mend these first.'),
} as const;

const CONTAINERS = {
  NO_EXECUTABLE_PROCESS: error('The model has no executable process (isExecutable="true").'),
  PROCESS_NOT_EXECUTABLE: information(
    'This process is not marked as executable: it is kept as a drawing and never runs.',
  ),
  ELEMENT_NOT_EXECUTABLE: error('A {type} cannot be executed.'),
  KEPT_WITHOUT_EFFECT: information('{what} is kept in the model and has no effect when it runs.'),
  NOTHING_TO_START: error('Nothing begins here: add a start event.'),
  SUB_PROCESS_WITH_SEVERAL_STARTS: error('A sub-process has one start event at most; here each would begin.'),
  NOT_REACHED: error('No sequence flow leads here, so this is never reached.'),
  PATH_ENDS_WITHOUT_END_EVENT: warning('The path ends here without an end event.'),
  AD_HOC_WITH_START_OR_END: error(
    'An ad-hoc sub-process holds activities that people start; it has no start or end event.',
  ),
  EVENT_SUB_PROCESS_NEEDS_ONE_START: error('An event sub-process needs exactly one start event.'),
  EVENT_SUB_PROCESS_WITH_FLOW: error(
    'An event sub-process has no sequence flows to or from it: its start event starts it.',
  ),
  EVENT_SUB_PROCESS_WITH_BOUNDARY: error('An event sub-process cannot have boundary events.'),
  TRANSACTION_METHOD_NOT_EXECUTABLE: error(
    'The transaction method "{method}" cannot be executed; only compensation can.',
  ),
  ZONE_NOT_KNOWN: error('"{zone}" is not a time zone.'),
  ZONES_DIFFER: error('The processes of one model share a time zone; "{zone}" differs from "{other}".'),
  SERVICE_LEVEL_NOT_KNOWN: error('"{level}" is not a service level; use gp, municipality or specialist.'),
} as const;

const FLOWS = {
  FLOW_WITHOUT_SOURCE: error('The sequence flow does not come from an element that can be executed.'),
  FLOW_WITHOUT_TARGET: error('The sequence flow does not lead to an element that can be executed.'),
  FLOW_CROSSES_BOUNDARY: error(
    'The sequence flow from "{source}" to "{target}" crosses the boundary of a sub-process or pool.',
  ),
  FLOW_WITHOUT_CONDITION: error(
    'The path divides at gateway "{gateway}": this flow needs a condition, or must be the default flow.',
  ),
  CONDITION_WITHOUT_EFFECT: warning('The condition of this flow has no effect: its source takes all its flows.'),
  DEFAULT_WITH_CONDITION: warning('This is the default flow: its condition has no effect.'),
  DEFAULT_NOT_OUTGOING: error('The default flow does not leave this element.'),
  MESSAGE_FLOW_WITHOUT_END: error('The message flow needs an id, a source and a target.'),
  MESSAGE_FLOW_INSIDE_POOL: error('A message flow joins two pools; this one stays inside one.'),
  MESSAGE_FLOW_NAMES_DIFFER: warning(
    'The message flow joins elements whose messages differ: "{source}" is sent, "{target}" is awaited.',
  ),
} as const;

const GATEWAYS = {
  GATEWAY_WITHOUT_OUTGOING_FLOW: warning('The path ends at this gateway: no flow leaves it.'),
  ACTIVATION_CONDITION_MISSING: error('A complex gateway with several incoming flows needs an activation condition.'),
  EVENT_GATEWAY_WITH_ONE_FLOW: error('An event-based gateway needs at least two outgoing flows.'),
  EVENT_GATEWAY_TARGET_NOT_ALLOWED: error(
    'Gateway "{gateway}" waits for events: this flow must lead to a message, timer, signal or conditional catch event, or to a receive task.',
  ),
  EVENT_GATEWAY_TARGET_SHARED: error('Only the event-based gateway "{gateway}" may lead here.'),
  EVENT_GATEWAY_TARGET_WITH_BOUNDARY: error(
    'A receive task behind the event-based gateway "{gateway}" cannot have boundary events.',
  ),
  EVENT_GATEWAY_MIXES_MESSAGES: error(
    'Use either receive tasks or message events behind one event-based gateway, not both.',
  ),
  PARALLEL_EVENT_GATEWAY_NOT_INSTANTIATING: error(
    'A parallel event-based gateway can only start a process (instantiate="true").',
  ),
  INSTANTIATING_WITH_INCOMING_FLOW: error('What starts a process cannot have incoming sequence flows.'),
  INSTANTIATING_INSIDE_SUB_PROCESS: error('Only on the outermost level can this start a process.'),
} as const;

const EVENTS = {
  EVENT_NOT_ALLOWED: error('A {kind} event definition is not allowed in a {position}.'),
  EVENT_WITHOUT_DEFINITION: error('A {position} needs an event definition, such as a timer or a message.'),
  EVENT_WITH_INCOMING_FLOW: error('This event cannot have incoming sequence flows.'),
  EVENT_WITH_OUTGOING_FLOW: error('This event cannot have outgoing sequence flows.'),
  BOUNDARY_NOT_ATTACHED: error('The boundary event is not attached to an activity on the same level.'),
  CANCEL_OUTSIDE_TRANSACTION: error('A cancel event belongs inside a transaction, or on its boundary.'),
  LINK_WITHOUT_NAME: error('The link event has no name.'),
  LINK_WITHOUT_TARGET: error('No link catch event on this level is called "{link}".'),
  LINK_WITHOUT_SOURCE: error('No link throw event on this level is called "{link}".'),
  LINK_TARGET_TWICE: error('Several link catch events on this level are called "{link}".'),
  LINK_IN_MULTIPLE_EVENT: error('A link cannot be combined with other event definitions.'),
  MESSAGE_MISSING: error('No message is named here.'),
  MESSAGE_WITHOUT_NAME: error('The message "{message}" has no name; by its name it is found.'),
  SIGNAL_MISSING: error('No signal is named here.'),
  SIGNAL_WITHOUT_NAME: error('The signal "{signal}" has no name; by its name it is found.'),
  CONDITION_MISSING: error('The condition is missing.'),
  ERROR_WITHOUT_CODE: error('The error needs a code (errorCode).'),
  ESCALATION_WITHOUT_CODE: error('The escalation needs a code (escalationCode).'),
  TIMER_WITHOUT_VALUE: error('The timer has no date, duration or cycle.'),
  TIMER_WITH_SEVERAL_VALUES: error('The timer has more than one of date, duration and cycle.'),
  TIMER_NOT_VALID: error('"{text}" is not a {form} in ISO 8601 ({problem}); an expression begins with "=".'),
  COMPENSATION_WITHOUT_HANDLER: error(
    'An association must join this compensation event to an activity that is marked "for compensation".',
  ),
  COMPENSATION_HANDLER_WITH_FLOW: error(
    'An activity for compensation has no sequence flows: an association leads to it.',
  ),
  COMPENSATION_HANDLER_NOT_USED: warning('No compensation event leads to this activity, so it never runs.'),
  COMPENSATED_ACTIVITY_NOT_VISIBLE: error(
    'The activity "{activity}" cannot be compensated from here: it is not on the same level.',
  ),
  COMPENSATED_ACTIVITY_WITHOUT_HANDLER: warning(
    'Nothing compensates the activity "{activity}": it has no compensation event.',
  ),
  CORRELATION_INCOMPLETE: error('The {what} does not say where each property is found.'),
} as const;

const ACTIVITIES = {
  TASK_WITHOUT_WORK: error('The task needs a topic that a worker fetches, or a message to send.'),
  RETRIES_NOT_VALID: error('Retries must be a whole number from 1 to {most}.'),
  SCRIPT_MISSING: error('The script task has no script.'),
  SCRIPT_NOT_FEEL: error('Scripts are written in FEEL; "{format}" is not run.'),
  RESULT_VARIABLE_MISSING: error('The result is a {type}: name the variable that takes it (resultVariable).'),
  DECISION_MISSING: error('The business rule task names no decision.'),
  DECISION_NOT_FOUND: error('No decision has the id "{decision}".'),
  DECISION_NOT_VALID: error('Decision "{decision}": {message} ({code})'),
  DECISION_INPUT_UNDECLARED: error('The decision "{decision}" reads "{name}", which is not declared here.'),
  FORM_NOT_FOUND: error('No form has the id "{form}".'),
  FORM_NOT_CHECKED: warning('The form "{form}" was not given, so its fields are not known.'),
  FORM_FIELD_RESERVED: error('The form "{form}" has a field "{field}", which is a reserved word.'),
  FORM_FIELD_NOT_READABLE: warning(
    'Expressions cannot read the field "{field}" of the form "{form}": use letters, digits and "_" in its name.',
  ),
  CALLED_ELEMENT_MISSING: error('The call activity does not say which process it calls.'),
  CALLED_ELEMENT_NOT_EXECUTABLE: error('"{called}" is in this model and is no executable process or global task.'),
  BINDING_NOT_KNOWN: error('"{binding}" is not a binding; use latest, deployment or version.'),
  VERSION_NOT_VALID: error('The version to call must be a whole number from 1.'),
  QUANTITY_NOT_VALID: error('"{attribute}" must be a whole number from 1 to {highest}.'),
  LOOP_WITHOUT_END: error('The loop needs a condition or a maximum.'),
  LOOP_MAXIMUM_NOT_VALID: error('The maximum of the loop must be a whole number from 1.'),
  INSTANCES_NOT_GIVEN: error('The multi-instance activity needs a collection or a number of instances.'),
  INSTANCES_GIVEN_TWICE: error('The multi-instance activity has both a collection and a number of instances.'),
  LOOP_OUTPUT_INCOMPLETE: error('To gather results in a list, name the variable of each instance that is gathered.'),
  LOOP_EVENT_MISSING: error('The behaviour "{behavior}" of the multi-instance activity needs an event to throw.'),
  LOOP_EVENT_NOT_ALLOWED: error('The instances of an activity cannot throw a {kind} event.'),
} as const;

const DATA = {
  NAME_NOT_USABLE: error('"{name}" cannot be used as a variable: use letters, digits and "_", and no reserved word.'),
  DATA_NOT_READABLE: warning(
    'Expressions cannot read the data object "{name}": use letters, digits and "_" in its name.',
  ),
  TYPE_NOT_KNOWN: error('"{type}", the type of "{name}", is not a FEEL type.'),
  VARIABLE_DECLARED_TWICE: error('"{name}" is declared twice on the same level.'),
  VARIABLE_TYPES_DIFFER: warning('"{name}" is declared as {declared}, and is written as {written}.'),
  DATA_ASSOCIATION_WITHOUT_EFFECT: information(
    'A data association is drawn without saying what is copied where: it has no effect.',
  ),
  DATA_STORE_NOT_EXECUTABLE: error('A data store cannot be read or written; use a data object.'),
  TRANSFORMATION_MISSING: error('A data association with several sources needs a transformation into "{target}".'),
  ASSIGNMENT_WITHOUT_SOURCE: error('The assignment to "{target}" does not say from what.'),
  RESULT_NOT_KEPT: warning('The activity has a data specification without outputs, so that its results are dropped.'),
} as const;

const EXTENSIONS = {
  EXTENSION_KEPT: information('"{what}" is no extension that we know: it is kept and has no effect.'),
  EXTENSION_MUST_BE_UNDERSTOOD: error(
    'The model says that an extension must be understood (mustUnderstand); it is not.',
  ),
  EXTENSION_MISPLACED: warning('"{what}" has no effect on this kind of element.'),
  FOREIGN_MAPPED: information('"{what}" of the imported model is used.'),
  FOREIGN_IGNORED: warning('"{what}" of the imported model is kept and has no effect.'),
  FOREIGN_BLOCKED: error('"{what}" of the imported model would run code of another engine and cannot be executed.'),
} as const;

const EXPRESSIONS = {
  EXPRESSION_LANGUAGE_NOT_FEEL: error('The {what} is written in "{language}"; use FEEL.'),
  EXPRESSION_SYNTAX: error('The {what} is not FEEL: {message}'),
  EXPRESSION_EMPTY: error('The {what} is empty.'),
  EXPRESSION_FOREIGN_EXPRESSION: error(
    'The {what} is an expression of another engine; write it in FEEL, without "${" or "#{".',
  ),
  EXPRESSION_TOO_LONG: error('The {what} is too long.'),
  EXPRESSION_TOO_DEEP: error('The {what} is nested too deeply.'),
  EXPRESSION_UNDECLARED_NAME: error('The {what} reads "{name}", which is not declared here.'),
  EXPRESSION_UNKNOWN_FUNCTION: error('The {what} calls "{name}", which is not a function of FEEL.'),
  EXPRESSION_UNKNOWN_PROPERTY: error('The {what} reads a property that does not exist: {message}'),
  EXPRESSION_WRONG_ARGUMENTS: error('The {what} calls a function wrongly: {message}'),
  EXPRESSION_IMPOSSIBLE_COMPARISON: error('The {what} compares what can never be equal: {message}'),
  EXPRESSION_IMPOSSIBLE_OPERATION: error('The {what} cannot be computed: {message}'),
  EXPRESSION_WRONG_RESULT_TYPE: error('The {what} gives the wrong type: {message}'),
  EXPRESSION_FUNCTION_DEFINITION: error('The {what} defines a function, which is not allowed.'),
  EXPRESSION_RANGE_NOT_BOUNDED: error(
    'The {what} iterates over a range without literal bounds, or one that is too long.',
  ),
  EXPRESSION_ITERATION_TOO_DEEP: error('The {what} has iterations nested too deeply.'),
  EXPRESSION_INVALID_LITERAL: error('The {what} has an invalid date, time, duration or number: {message}'),
  EXPRESSION_INVALID_PATTERN: error('The {what} has an invalid pattern: {message}'),
  EXPRESSION_NAME_NOT_ALLOWED: error('The {what} uses "{name}", which is a reserved word.'),
} as const satisfies Record<`EXPRESSION_${ExpressionProblemCode}` | 'EXPRESSION_LANGUAGE_NOT_FEEL', DiagnosticKind>;

/** Every diagnostic there is. The table in README.md lists the same codes; a test holds the two together. */
export const DIAGNOSTICS = {
  ...TEXT,
  ...CONTAINERS,
  ...FLOWS,
  ...GATEWAYS,
  ...EVENTS,
  ...ACTIVITIES,
  ...DATA,
  ...EXTENSIONS,
  ...EXPRESSIONS,
} satisfies Record<string, DiagnosticKind>;

export type DiagnosticCode = keyof typeof DIAGNOSTICS;
