/**
 * What `compile` reads of a parsed BPMN element. bpmn-moddle resolves references to objects and gives defaults through
 * the prototype, so that every property can simply be read; which ones an element really has is BPMN's own schema.
 */
export interface BpmnXml {
  readonly $type: string;
  readonly $parent?: BpmnXml;
  /** Attributes of foreign namespaces, by prefixed name. */
  readonly $attrs: Readonly<Record<string, string>>;
  readonly id?: string;
  readonly name?: string;
  readonly extensionElements?: { readonly values?: readonly ExtensionXml[] };

  // definitions and their root elements
  readonly rootElements?: readonly BpmnXml[];
  readonly expressionLanguage?: string;
  readonly imports?: readonly BpmnXml[];
  readonly relationships?: readonly BpmnXml[];
  readonly extensions?: readonly { readonly mustUnderstand?: boolean }[];
  readonly participants?: readonly BpmnXml[];
  readonly participantMultiplicity?: object;
  readonly messageFlows?: readonly BpmnXml[];
  readonly conversations?: readonly BpmnXml[];
  readonly correlationKeys?: readonly BpmnXml[];
  readonly correlationPropertyRef?: BpmnXml | readonly BpmnXml[];
  readonly correlationPropertyRetrievalExpression?: readonly BpmnXml[];
  readonly messagePath?: ExpressionXml;
  readonly correlationSubscriptions?: readonly BpmnXml[];
  readonly correlationKeyRef?: BpmnXml;
  readonly correlationPropertyBinding?: readonly BpmnXml[];
  readonly dataPath?: ExpressionXml;
  readonly processRef?: BpmnXml;
  readonly itemRef?: BpmnXml;
  readonly structureRef?: BpmnXml | string;
  readonly errorCode?: string;
  readonly escalationCode?: string;
  readonly inMessageRef?: BpmnXml;
  readonly outMessageRef?: BpmnXml;

  // containers
  readonly isExecutable?: boolean;
  readonly flowElements?: readonly BpmnXml[];
  readonly artifacts?: readonly BpmnXml[];
  readonly laneSets?: readonly BpmnXml[];
  readonly lanes?: readonly BpmnXml[];
  readonly childLaneSet?: BpmnXml;
  readonly flowNodeRef?: readonly BpmnXml[];
  readonly properties?: readonly BpmnXml[];
  readonly ioSpecification?: BpmnXml;
  readonly inputSets?: readonly BpmnXml[];
  readonly ioBinding?: readonly object[];
  readonly auditing?: object;
  readonly monitoring?: object;
  readonly dataState?: object;
  readonly triggeredByEvent?: boolean;
  readonly method?: string;
  readonly ordering?: string;
  readonly cancelRemainingInstances?: boolean;
  readonly completionCondition?: ExpressionXml;

  // flows and associations
  readonly sourceRef?: BpmnXml | readonly BpmnXml[];
  readonly targetRef?: BpmnXml;
  readonly conditionExpression?: ExpressionXml;
  readonly default?: BpmnXml;
  readonly messageRef?: BpmnXml;

  // activities
  readonly resources?: readonly BpmnXml[];
  readonly renderings?: readonly BpmnXml[];
  readonly isForCompensation?: boolean;
  readonly startQuantity?: number;
  readonly completionQuantity?: number;
  readonly loopCharacteristics?: BpmnXml;
  readonly dataInputAssociations?: readonly BpmnXml[];
  readonly dataOutputAssociations?: readonly BpmnXml[];
  readonly operationRef?: BpmnXml;
  readonly instantiate?: boolean;
  readonly script?: string;
  readonly scriptFormat?: string;
  readonly scriptLanguage?: string;
  readonly calledElement?: string;

  // loops
  readonly testBefore?: boolean;
  readonly loopMaximum?: number;
  readonly loopCondition?: ExpressionXml;
  readonly isSequential?: boolean;
  readonly behavior?: string;
  readonly loopCardinality?: ExpressionXml;
  readonly loopDataInputRef?: BpmnXml;
  readonly loopDataOutputRef?: BpmnXml;
  readonly inputDataItem?: BpmnXml;
  readonly outputDataItem?: BpmnXml;
  readonly oneBehaviorEventRef?: BpmnXml;
  readonly noneBehaviorEventRef?: BpmnXml;
  readonly complexBehaviorDefinition?: readonly BpmnXml[];
  readonly event?: BpmnXml;

  // events and gateways
  readonly eventDefinitions?: readonly BpmnXml[];
  readonly eventDefinitionRef?: readonly BpmnXml[];
  readonly parallelMultiple?: boolean;
  readonly isInterrupting?: boolean;
  readonly cancelActivity?: boolean;
  readonly attachedToRef?: BpmnXml;
  readonly timeDate?: ExpressionXml;
  readonly timeDuration?: ExpressionXml;
  readonly timeCycle?: ExpressionXml;
  readonly signalRef?: BpmnXml;
  readonly errorRef?: BpmnXml;
  readonly escalationRef?: BpmnXml;
  readonly activityRef?: BpmnXml;
  readonly waitForCompletion?: boolean;
  readonly condition?: ExpressionXml;
  readonly eventGatewayType?: string;
  readonly activationCondition?: ExpressionXml;

  // data
  readonly dataInputs?: readonly BpmnXml[];
  readonly dataOutputs?: readonly BpmnXml[];
  readonly isCollection?: boolean;
  readonly itemSubjectRef?: BpmnXml;
  readonly dataObjectRef?: BpmnXml;
  readonly dataStoreRef?: BpmnXml;
  readonly transformation?: ExpressionXml;
  readonly assignment?: readonly BpmnXml[];
  readonly from?: ExpressionXml;
  readonly to?: ExpressionXml;

  // the pathway extension; see pathway-descriptor.ts
  readonly serviceLevel?: string;
  readonly candidateGroup?: string;
  readonly form?: string;
  readonly businessKey?: string;
  readonly zone?: string;
  readonly severalInstances?: boolean;
  readonly correlationKey?: string;
  readonly topic?: string;
  readonly retries?: number;
  readonly resultVariable?: string;
  readonly decision?: string;
  readonly binding?: string;
  readonly version?: number;
  readonly passAllIn?: boolean;
  readonly passAllOut?: boolean;
  readonly collection?: string;
  readonly inputItem?: string;
  readonly outputCollection?: string;
  readonly outputItem?: string;
}

/** A `bpmn:Expression` or `bpmn:FormalExpression`. */
export interface ExpressionXml {
  readonly $type: string;
  readonly body?: string;
  readonly language?: string;
}

/** An element inside `extensionElements`: one of ours, or a foreign one as moddle keeps it. */
export interface ExtensionXml {
  readonly $type: string;
  readonly $children?: readonly ExtensionXml[];
  readonly $body?: string;
  readonly $descriptor?: { readonly ns?: { readonly uri?: string; readonly localName?: string } };
  readonly [attribute: string]: unknown;
}

/** The sources of an association: none, one or several. */
export function sourcesOf(xml: BpmnXml): readonly BpmnXml[] {
  if (xml.sourceRef === undefined) return [];
  return Array.isArray(xml.sourceRef) ? (xml.sourceRef as readonly BpmnXml[]) : [xml.sourceRef as BpmnXml];
}

/** The source of a sequence or message flow. */
export function sourceOf(xml: BpmnXml): BpmnXml | undefined {
  return sourcesOf(xml)[0];
}

/** An attribute or the body of an extension element as text; empty where it is absent. */
export function attributeOf(element: ExtensionXml, name: string): string {
  const value = element[name];
  return typeof value === 'string' ? value : '';
}

/** The extension elements of one type, e.g. `pathway:In`. */
export function extensionsOf(xml: BpmnXml, type: string): readonly ExtensionXml[] {
  const values = xml.extensionElements?.values;
  return values ? values.filter((value) => value.$type === type) : [];
}
