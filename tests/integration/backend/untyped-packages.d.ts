declare module 'pouchdb-adapter-http' {
  const plugin: unknown;
  export = plugin;
}
declare module 'pouchdb-replication' {
  const plugin: unknown;
  export = plugin;
}
