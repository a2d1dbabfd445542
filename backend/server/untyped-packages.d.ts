// These packages ship no types of their own; pouch.ts gives the parts the server uses a type.
// (@types/pouchdb-core declares a global Buffer that clashes with Node's.)
declare module 'pouchdb-core' {
  const PouchDB: unknown;
  export = PouchDB;
}
declare module 'pouchdb-adapter-leveldb' {
  const plugin: unknown;
  export = plugin;
}
declare module 'pouchdb-adapter-memory' {
  const plugin: unknown;
  export = plugin;
}
declare module 'pouchdb-find' {
  const plugin: unknown;
  export = plugin;
}
declare module 'leveldown' {
  const leveldown: unknown;
  export = leveldown;
}
declare module 'pouchdb-selector-core' {
  type Fields = Readonly<Record<string, unknown>>;
  export function matchesSelector(document: Fields, selector: Fields): boolean;
  export function getFieldFromDoc(document: unknown, path: readonly string[]): unknown;
  export function setFieldInDoc(document: object, path: readonly string[], value: unknown): void;
  /** `a.b` as `['a', 'b']`. */
  export function parseField(name: string): readonly string[];
}
