/** One file of a pathway that could be read, by the path the user knows it by. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** A JSON file that could be parsed to an object. */
export interface JsonFile {
  readonly path: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** `pathways/<id>/`: the drawing and what belongs to it. Files that cannot be parsed are in `broken`, and only there. */
export interface PathwayFolder {
  /** Name of the folder. */
  readonly id: string;
  readonly path: string;
  readonly diagrams: readonly TextFile[];
  /** By form id: file name without `.schema.json`. */
  readonly forms: Readonly<Record<string, JsonFile>>;
  readonly decisions: readonly TextFile[];
  /** By language: file name without `.json`. */
  readonly texts: Readonly<Record<string, JsonFile>>;
  /** Paths of `scenarios/*.json`. */
  readonly scenarios: readonly string[];
  readonly broken: readonly BrokenFile[];
}

export interface BrokenFile {
  readonly path: string;
  readonly code: 'JSON_NOT_VALID' | 'JSON_NOT_AN_OBJECT';
  readonly message: string;
  readonly line?: number;
}
