/** What the rules need of a parsed BPMN element: bpmn-moddle's objects have this shape in Node and in the modeller. */
export interface ModdleElement {
  readonly $type: string;
  readonly $parent?: ModdleElement;
  readonly id?: string;
  readonly name?: string;
  readonly $attrs?: Readonly<Record<string, unknown>>;
  $instanceOf?(type: string): boolean;
  get?(property: string): unknown;
}

/** True where the element is of one of the BPMN types, or of a type derived from it. */
export function is(element: ModdleElement | undefined, ...types: readonly string[]): boolean {
  if (!element) return false;
  return types.some((type) => (element.$instanceOf ? element.$instanceOf(type) : element.$type === type));
}

/** Elements of a many-valued property; empty where the property is not there. */
export function many(element: ModdleElement | undefined, property: string): readonly ModdleElement[] {
  const value = element?.get?.(property);
  return Array.isArray(value) ? (value as readonly ModdleElement[]) : [];
}

/** Element of a single-valued property. */
export function one(element: ModdleElement | undefined, property: string): ModdleElement | undefined {
  const value = element?.get?.(property);
  return typeof value === 'object' && value !== null && '$type' in value ? (value as ModdleElement) : undefined;
}

/** A text of the element, without space around it; undefined where it is absent or empty. */
export function text(element: ModdleElement | undefined, property: string): string | undefined {
  const value = element?.get?.(property);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

export function flag(element: ModdleElement, property: string): boolean {
  return element.get?.(property) === true;
}

/** Attribute of the pathway extension, whether the parser knew the extension or kept it as a foreign attribute. */
export function pathwayAttribute(element: ModdleElement | undefined, name: string): string | undefined {
  const known = text(element, `pathway:${name}`) ?? element?.$attrs?.[`pathway:${name}`];
  return typeof known === 'string' && known !== '' ? known : undefined;
}

/** Id for a report; BPMN asks for an id on every element that flows can name. */
export function idOf(element: ModdleElement): string {
  return element.id ?? '';
}
