/** As much of what CouchDB rewrites functions with as the tests use; the packages bring no types of their own. */
declare module 'esprima' {
  type Program = { readonly type: 'Program' };
  const esprima: { readonly parse: (script: string) => Program };
  export = esprima;
}
declare module 'escodegen' {
  const escodegen: { readonly generate: (program: { readonly type: 'Program' }) => string };
  export = escodegen;
}
