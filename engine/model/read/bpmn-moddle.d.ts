declare module 'bpmn-moddle' {
  export class BpmnModdle {
    constructor(packages?: Readonly<Record<string, unknown>>);
    fromXML(
      xml: string,
      typeName?: string,
      options?: object,
    ): Promise<{
      rootElement: object;
      elementsById: object;
      warnings: readonly { message: string; element?: object; property?: string; value?: string }[];
    }>;
    toXML(element: object, options?: { format?: boolean }): Promise<{ xml: string }>;
  }
}
