declare module 'dmn-moddle' {
  export class DmnModdle {
    constructor(packages?: Readonly<Record<string, unknown>>);
    fromXML(xml: string, type?: string): Promise<{ rootElement: object; warnings: readonly { message: string }[] }>;
  }
}
