/** The elements of DMN 1.3 that are read, as dmn-moddle gives them. Everything may be absent in a text. */
interface Identified {
  readonly $type: string;
  readonly id?: string;
}
interface Named extends Identified {
  readonly name?: string;
}
export interface TextXml extends Identified {
  readonly text?: string;
  readonly typeRef?: string;
  readonly expressionLanguage?: string;
}
export interface InformationItemXml extends Named {
  readonly typeRef?: string;
}
export interface ItemDefinitionXml extends Named {
  readonly typeRef?: string;
  readonly isCollection?: boolean;
  readonly allowedValues?: TextXml;
  readonly itemComponent?: readonly ItemDefinitionXml[];
  readonly functionItem?: object;
}
interface Reference {
  readonly href?: string;
}
export interface RequirementXml extends Identified {
  readonly requiredDecision?: Reference;
  readonly requiredInput?: Reference;
}
export interface InputXml extends Identified {
  readonly label?: string;
  readonly inputExpression?: TextXml;
  readonly inputValues?: TextXml;
}
export interface OutputXml extends Named {
  readonly label?: string;
  readonly typeRef?: string;
  readonly outputValues?: TextXml;
  readonly defaultOutputEntry?: TextXml;
}
export interface RuleXml extends Identified {
  readonly inputEntry?: readonly TextXml[];
  readonly outputEntry?: readonly TextXml[];
}
export interface TableXml extends Identified {
  readonly typeRef?: string;
  readonly input?: readonly InputXml[];
  readonly output?: readonly OutputXml[];
  readonly rule?: readonly RuleXml[];
  readonly hitPolicy?: string;
  readonly aggregation?: string;
}
export interface ContextEntryXml extends Identified {
  readonly variable?: InformationItemXml;
  readonly value?: LogicXml;
}
/** What a decision is made by, of any kind: its `$type` tells. */
export interface LogicXml extends TableXml, TextXml {
  readonly contextEntry?: readonly ContextEntryXml[];
  readonly elements?: readonly LogicXml[];
}
export interface DrgElementXml extends Named {
  readonly variable?: InformationItemXml;
  readonly informationRequirement?: readonly RequirementXml[];
  readonly knowledgeRequirement?: readonly object[];
  readonly decisionLogic?: LogicXml;
}
export interface DefinitionsXml extends Named {
  readonly drgElement?: readonly DrgElementXml[];
  readonly itemDefinition?: readonly ItemDefinitionXml[];
  readonly import?: readonly object[];
  readonly expressionLanguage?: string;
}
