declare module 'pouchdb-node' {
  /** As much of PouchDB as the benchmarks use. */
  class PouchDB {
    constructor(
      name: string,
      options?: { readonly auth?: { readonly username: string; readonly password: string } },
    );
    bulkDocs(docs: readonly object[]): Promise<unknown>;
    readonly replicate: {
      from(
        source: PouchDB,
        options: { readonly batch_size: number },
      ): Promise<{ readonly docs_written: number }>;
    };
    close(): Promise<void>;
  }
  export = PouchDB;
}
