// These packages ship no types of their own; pouch.ts gives the parts the server uses a type.
declare module 'pouchdb-adapter-leveldb' {
  const plugin: unknown;
  export = plugin;
}
declare module 'pouchdb-adapter-memory' {
  const plugin: unknown;
  export = plugin;
}
declare module 'pouchdb-mapreduce' {
  const plugin: unknown;
  export = plugin;
}
declare module 'pouchdb-find' {
  const plugin: unknown;
  export = plugin;
}
