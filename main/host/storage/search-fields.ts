/** What of a document can be found: `keys` are what people read out (number, serial, asset tag, mail, phone). */
export type SearchFields = {
  readonly title: string;
  readonly body: string;
  readonly keys: readonly string[];
};

export type FullTextDefinition = {
  /** Collection name; also the `kind` of its hits. */
  readonly collection: string;
  /** Says in any words what `fields` takes of a document. When it changes, the index of an older store is made anew. */
  readonly form: string;
  /** Null when this document should not be found. Deleted documents are left out without asking. */
  readonly fields: (document: Readonly<Record<string, unknown>>) => SearchFields | null;
};

/** Types `fields` by the collection's document; the storage itself only sees plain documents. */
export function defineFullText<T>(definition: {
  readonly collection: string;
  readonly form?: string;
  readonly fields: (document: T) => SearchFields | null;
}): FullTextDefinition {
  return {
    collection: definition.collection,
    form: definition.form ?? '',
    fields: (document) => definition.fields(document as T),
  };
}
