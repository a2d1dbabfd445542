/** The part of sax that is used; the package brings no types of its own. */
declare module 'sax' {
  type SaxParser = {
    readonly line: number;
    readonly column: number;
    onopentag: (tag: { readonly name: string }) => void;
    onclosetag: (name: string) => void;
    ontext: (text: string) => void;
    oncdata: (text: string) => void;
    ondoctype: (doctype: string) => void;
    onerror: (error: Error) => void;
    readonly write: (text: string) => SaxParser;
    readonly close: () => SaxParser;
  };
  // As a whole: the package's one object, of which Node without a bundler finds no names.
  const sax: {
    readonly parser: (strict: boolean, options?: { readonly trim?: boolean }) => SaxParser;
  };
  // biome-ignore lint/style/noDefaultExport: it is the package's own.
  export default sax;
}
