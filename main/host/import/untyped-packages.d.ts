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
  const sax: { readonly parser: (strict: boolean, options?: { readonly trim?: boolean }) => SaxParser };

  // Its names are found by bundlers alone, so not by Node running the sources.
  export = sax;
}
