import { type CouchClient, CouchError } from './couch-client.ts';
import type { CouchDocument } from './couch-documents.ts';

export type BulkAnswer = readonly {
  readonly id: string;
  readonly ok?: boolean;
  readonly rev?: string;
  readonly error?: string;
  readonly reason?: string;
}[];

/** CouchDB takes 64 MB a request and 8 MB a document; smaller requests lose less when the line breaks. */
const MAX_REQUEST_BYTES = 4 * 1024 * 1024;
const BAD_REQUEST = 400;
const TOO_LARGE = 413;
/** So many one after another, and nothing taken in between: that is the server's trouble and not theirs. */
const MAX_CULPRITS_ALONE = 4;

/** Parts of at most MAX_REQUEST_BYTES of JSON; a single larger document is a part of its own. */
const inParts = (documents: readonly CouchDocument[]): readonly (readonly CouchDocument[])[] => {
  const parts: CouchDocument[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const document of documents) {
    const size = Buffer.byteLength(JSON.stringify(document));
    if (bytes + size > MAX_REQUEST_BYTES) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(document);
    bytes += size;
  }
  return parts;
};

/**
 * A CouchDB's words, row by row, for trouble of its own: a busy machine's engine took too long over the rules, a node gave no answer. None of it
 * is a no to the document.
 */
const TROUBLES: readonly (string | undefined)[] = ['os_process_error', 'timeout'];
/** So often a document that it had trouble with is sent again alone, when the engine has read the rules by then. */
const TIMES_AGAIN = 3;
/** Its medium is full, which no document can be at fault for. CouchDB 3.4.0 to 3.5.1 leave out a letter. */
const FULL: readonly (string | undefined)[] = ['insufficient_storage', 'insufficent_storage'];
const INSUFFICIENT_STORAGE = 507;

/** Of what the server answers row by row, what is said to all of them. */
const throwIfFull = (answers: BulkAnswer): void => {
  const full = answers.find(({ error }) => FULL.includes(error));
  if (full !== undefined)
    throw new CouchError('offline', INSUFFICIENT_STORAGE, `${full.error}: ${full.reason ?? ''}`);
};

/** Whether the whole was refused for what may be one document's fault. A 5xx is, when it names one of them. */
const isForOne = (error: unknown, docs: readonly CouchDocument[]): error is CouchError =>
  error instanceof CouchError &&
  (error.status === TOO_LARGE ||
    error.status === BAD_REQUEST ||
    (error.status >= 500 && docs.some(({ _id: id }) => error.message.includes(id))));

/** The answers that CouchDB gives row by row, also where it refuses a batch as a whole. */
class Sending {
  readonly #post: (docs: readonly CouchDocument[]) => Promise<BulkAnswer>;
  readonly answers: BulkAnswer[number][] = [];
  /** The server takes a request to the database at all. */
  #isOpen = false;
  #hasTaken = false;
  #culpritsAlone = 0;

  constructor(post: (docs: readonly CouchDocument[]) => Promise<BulkAnswer>) {
    this.#post = post;
  }

  /** Throws what the server says when it is not about single documents. */
  async send(docs: readonly CouchDocument[]): Promise<void> {
    const error = await this.#trySending(docs);
    if (error !== null) await this.#divide(docs, error);
  }

  /** Null: taken, or answered row by row. */
  async #trySending(docs: readonly CouchDocument[]): Promise<CouchError | null> {
    const answers = await this.#ask(docs);
    if (answers instanceof CouchError) return answers;
    throwIfFull(answers);
    this.#note(answers.filter(({ error }) => !TROUBLES.includes(error)));
    await this.#sendTroubled(
      docs,
      answers.filter(({ error }) => TROUBLES.includes(error)),
    );
    return null;
  }

  #note(answers: BulkAnswer): void {
    this.answers.push(...answers);
    if (answers.some(({ error }) => error === undefined)) {
      this.#culpritsAlone = 0;
      this.#hasTaken = true;
    }
  }

  /** What never gets through is at fault where others do. Where none does, the server's word is thrown: it has trouble with everything. */
  async #sendTroubled(docs: readonly CouchDocument[], troubled: BulkAnswer): Promise<void> {
    const stuck: { readonly doc: CouchDocument; readonly error: CouchError }[] = [];
    for (const answer of troubled) {
      const doc = docs.find(({ _id: id }) => id === answer.id);
      const error = doc === undefined ? null : await this.#sendAgain(doc, answer);
      if (doc === undefined || error === null) continue;
      stuck.push({ doc, error });
      if (!this.#hasTaken && stuck.length > MAX_CULPRITS_ALONE) throw error;
    }
    const [first] = stuck;
    if (first !== undefined && !this.#hasTaken) throw first.error;
    for (const { doc, error } of stuck) await this.#blame(doc, error);
  }

  /** What the server answers, or its no to the whole where that may be one document's fault. */
  async #ask(docs: readonly CouchDocument[]): Promise<BulkAnswer | CouchError> {
    try {
      return await this.#post(docs);
    } catch (error) {
      if (!isForOne(error, docs)) throw error;
      return error;
    }
  }

  /** Alone, until it has its answer: null. Else what the server says each time. */
  async #sendAgain(doc: CouchDocument, trouble: BulkAnswer[number]): Promise<CouchError | null> {
    let last = trouble;
    for (let times = 0; times < TIMES_AGAIN; times += 1) {
      const answers = await this.#ask([doc]);
      if (answers instanceof CouchError) {
        await this.#blame(doc, answers);
        return null;
      }
      throwIfFull(answers);
      const [answer] = answers;
      if (answer === undefined) break;
      if (!TROUBLES.includes(answer.error)) {
        this.#note([answer]);
        return null;
      }
      last = answer;
    }
    return new CouchError('offline', 503, `${last.error}: ${last.reason ?? ''}`);
  }

  /** `docs` were refused together. When nothing is wrong with the first half, something is with the second, so that is not sent whole. */
  async #divide(docs: readonly CouchDocument[], error: CouchError): Promise<void> {
    const [only] = docs;
    if (only === undefined) return;
    if (docs.length === 1) {
      await this.#blame(only, error);
      return;
    }
    const half = Math.ceil(docs.length / 2);
    const [first, second] = [docs.slice(0, half), docs.slice(half)];
    const inFirst = await this.#trySending(first);
    if (inFirst !== null) await this.#divide(first, inFirst);
    // A single document is always sent alone before it is blamed; and two halves may be too large only together.
    const isProven = inFirst === null && second.length > 1 && error.status !== TOO_LARGE;
    if (isProven) await this.#divide(second, error);
    else await this.send(second);
  }

  /** The server refuses this one, unless it refuses everything. */
  async #blame({ _id: id }: CouchDocument, error: CouchError): Promise<void> {
    if (error.status !== TOO_LARGE) {
      if (!this.#isOpen) {
        // Throws what the server says to everything.
        await this.#post([]);
        this.#isOpen = true;
      }
      this.#culpritsAlone += 1;
      if (this.#culpritsAlone > MAX_CULPRITS_ALONE) throw error;
    }
    const code = error.status === TOO_LARGE ? 'too_large' : 'not_taken';
    this.answers.push({ id, error: code, reason: error.message });
  }
}

/**
 * Sends documents; answers row by row. What CouchDB refuses as a whole (JSON it does not read, a document too large, a crash over one) is halved
 * until the one is found, in about log2 n requests each; that one is answered as `not_taken` or `too_large`. A server that
 * takes nothing at all is not taken for that many culprits: its word is thrown.
 */
export const sendDocuments = async (
  client: CouchClient,
  database: string,
  docs: readonly CouchDocument[],
  signal: AbortSignal,
): Promise<BulkAnswer> => {
  const sending = new Sending((some) =>
    client.request<BulkAnswer>(`/${database}/_bulk_docs`, {
      ...{ method: 'POST', body: { docs: some }, signal, shape: 'bulk' },
    }),
  );
  for (const part of inParts(docs)) await sending.send(part);
  return sending.answers;
};
