import { isObject } from '#domain/records/json.ts';
import { lineReason } from '#domain/records/line-reasons.ts';
import { reasonText } from '#domain/records/result.ts';
import { type AnswerShape, hasShape } from './answers.ts';

/** What went wrong between this device and the server, told apart by what helps against it. */
export type CouchErrorKind =
  /** No answer, or one that only says "later" (5xx, 429): try again. */
  | 'offline'
  /** The server does not let this user in: name, password or membership. */
  | 'refused'
  /** Too many wrong passwords from here: the server lets nobody try this account for some minutes. */
  | 'locked'
  /** Not there: a missing database or document. */
  | 'missing'
  /** The server's word on one request; trying again gives the same. */
  | 'rejected'
  /** The answer has more bytes than are taken: less has to be asked for at once. */
  | 'too_long'
  /** This side gave up. */
  | 'aborted';

export class CouchError extends Error {
  readonly kind: CouchErrorKind;
  readonly status: number;
  constructor(kind: CouchErrorKind, status: number, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'CouchError';
    this.kind = kind;
    this.status = status;
  }
}

/** An answer that is none of CouchDB's: no JSON, or JSON of another kind. */
export const notCouch = (status: number, cause: string, error?: unknown): CouchError =>
  new CouchError('offline', status, reasonText('sync.not_json', { cause }), error);

/** Bytes, and the content type that they go as. */
export type RawBody = { readonly bytes: Uint8Array<ArrayBuffer>; readonly type: string };

export type CouchRequest = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD';
  readonly body?: unknown;
  /** What to send instead of JSON. */
  readonly raw?: RawBody;
  /** Told of each part of the answer how many bytes there are by then. */
  readonly onBytes?: (done: number) => void;
  readonly signal?: AbortSignal;
  /** How long the server may keep silent; longer than its own time-out for a long poll. */
  readonly silenceMs?: number;
  /** Of the answer; more is not read. */
  readonly maxBytes?: number;
  /** What the answer has to be; anything else is none of CouchDB's. */
  readonly shape?: AnswerShape;
  /** What never ends by itself is ended here after so long; null is its answer. */
  readonly endMs?: number;
};

export type CouchClient = {
  /** Asks for a path below the server's address; signs in when there is no cookie and once more when it ran out. */
  readonly request: <T>(path: string, request?: CouchRequest) => Promise<T>;
  /** As `request`, the answer's body as it came, in a buffer of its own. */
  readonly bytes: (path: string, request?: CouchRequest) => Promise<Uint8Array<ArrayBuffer>>;
  /**
   * A fresh sign-in; answers the roles the server names. After a refusal nothing is sent until this is called again: many
   * requests that try a wrong password each would have the server lock the account.
   */
  readonly signIn: (signal?: AbortSignal) => Promise<readonly string[]>;
};

export type CouchClientOptions = {
  readonly url: string;
  readonly login: string;
  readonly password: string;
  /** Server clock minus device clock in milliseconds, from each answer's Date header (whole seconds). */
  readonly onClock?: (offsetMs: number) => void;
  /** Every answer of the server, whatever it says, proves that there is contact. */
  readonly onContact?: () => void;
};

const DEFAULT_SILENCE_MS = 30_000;
/** Somebody sits in front of it and could work without the server instead. */
const SIGN_IN_SILENCE_MS = 8_000;
/** The server is silent while it is sent something; a line slower than this is none. */
const SLOWEST_BYTES_PER_MS = 10;
/**
 * An answer is held whole, as bytes and as text, before it is parsed: what never ends, or is wrong, must not take all memory. A server
 * takes documents of 8 MB, so of the longest ones a page of a dozen fits.
 */
const MAX_ANSWER_BYTES = 128 * 1024 * 1024;
/** Before anybody is let in, nobody has much to say. */
const MAX_SIGN_IN_BYTES = 64 * 1024;
/** The Date header has whole seconds, so half a second is added on average. */
const HALF_SECOND_MS = 500;
/** When in a longer wait (a long poll) the server wrote its Date can't be told. */
const MAX_CLOCK_TRIP_MS = 1_500;
/** A device clock that was set while the answer travelled is half way between two times. */
const MAX_CLOCK_STEP_MS = 500;

type ErrorBody = { readonly error?: unknown; readonly reason?: unknown };
type Answer = { readonly status: number; readonly body: unknown };
/** Gets an answer's bytes; what refuses the request is parsed all the same. */
type ReadBody = (bytes: Uint8Array<ArrayBuffer>) => unknown;
const parsed: ReadBody = (bytes) =>
  bytes.length === 0 ? null : JSON.parse(Buffer.from(bytes.buffer).toString('utf8'));

/** A body that is none of CouchDB's: cut off, or a page of a proxy. */
const bodyOf = (status: number, bytes: Uint8Array<ArrayBuffer>, read: ReadBody): unknown => {
  try {
    return read(bytes);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw notCouch(status, cause, error);
  }
};

/** What stands in an error's body; of one that is no JSON, as a proxy sends it, the status says all there is. */
const errorBodyOf = (bytes: Uint8Array<ArrayBuffer>): unknown => {
  try {
    return parsed(bytes);
  } catch {
    return null;
  }
};

/** The roles in the answer to a sign-in. */
const rolesIn = ({ status, body }: Answer): readonly string[] => {
  const roles: unknown = isObject(body) ? (body.roles ?? []) : null;
  if (!Array.isArray(roles) || !roles.every((role) => typeof role === 'string'))
    throw notCouch(status, '/_session');
  return roles;
};

const UNAUTHORIZED = 401;
const isOk = ({ status }: Answer): boolean => status >= 200 && status < 300;

/** CouchDB's 403 on a sign-in after its `chttpd_auth_lockout` threshold. */
const isLockedOut = (status: number, reason: string): boolean =>
  status === 403 && reason.includes('temporarily locked');

const kindOf = (status: number, reason: string): CouchErrorKind => {
  if (isLockedOut(status, reason)) return 'locked';
  if (status === 401) return 'refused';
  if (status === 404) return 'missing';
  if (status === 429 || status >= 500) return 'offline';
  return 'rejected';
};

const errorOf = ({ status, body }: Answer): CouchError => {
  const told: ErrorBody = isObject(body) ? body : {};
  const error = typeof told.error === 'string' ? told.error : String(status);
  const reason = typeof told.reason === 'string' ? told.reason : '';
  const kind = kindOf(status, reason);
  const said = reason === '' ? error : `${error}: ${reason}`;
  // The user reads it on the sync page, as at the sign-in.
  return new CouchError(kind, status, kind === 'locked' ? reasonText('session.locked_out') : said);
};

const joined = (chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
};

/** A name and a password, or a session, are for the server that was chosen and for nobody that it names. */
const refuseRedirect = async ({ status, headers, body }: Response): Promise<void> => {
  const elsewhere = headers.get('location');
  if (status < 300 || status >= 400 || elsewhere === null) return;
  await body?.cancel();
  throw new CouchError('rejected', status, reasonText('line.sent_on', { address: elsewhere.slice(0, 200) }));
};

/** The whole body, or the error that it is longer than is taken; `onChunk` hears of each part. */
const bodyBytes = async (
  response: Response,
  max: number,
  onChunk: (done: number) => void,
): Promise<Uint8Array<ArrayBuffer>> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop cancels the rest.
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    onChunk(length);
    if (length > max) {
      const details = { max: `${Math.ceil(max / 1024)} KB` };
      throw new CouchError('too_long', response.status, reasonText('sync.answer_too_long', details));
    }
    chunks.push(chunk);
  }
  return joined(chunks);
};

type Send = (
  path: string,
  request: CouchRequest,
  sentCookie: string | null,
  read?: ReadBody,
) => Promise<Answer>;

/** By the device's clock, which may be set at any time, and by one that only runs. */
type Moment = { readonly clockMs: number; readonly steadyMs: number };
const momentNow = (): Moment => ({ clockMs: Date.now(), steadyMs: performance.now() });

/** How far the server's clock is from this one by an answer; null when it does not tell. */
const clockOffset = (response: Response, sent: Moment): number | null => {
  // Only who let this person in sets the clock.
  if (!response.ok) return null;
  const date = Date.parse(response.headers.get('date') ?? '');
  const answered = momentNow();
  const tripMs = answered.steadyMs - sent.steadyMs;
  const clockTripMs = answered.clockMs - sent.clockMs;
  if (Number.isNaN(date) || tripMs > MAX_CLOCK_TRIP_MS) return null;
  if (Math.abs(clockTripMs - tripMs) > MAX_CLOCK_STEP_MS) return null;
  return date + HALF_SECOND_MS - (sent.clockMs + answered.clockMs) / 2;
};

/** What an answer tells beside its body: the server's clock, and that there is contact, which is noted by that clock. */
const noteContact = ({ onContact, onClock }: CouchClientOptions, response: Response, sent: Moment): void => {
  const offset = clockOffset(response, sent);
  if (offset !== null) onClock?.(offset);
  onContact?.();
};

type Sent = {
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
};

/** What goes with a request; null: nothing. */
const sentIn = ({ body, raw }: CouchRequest): Sent | null => {
  if (raw !== undefined) return { body: raw.bytes, headers: { 'content-type': raw.type } };
  return body === undefined
    ? null
    : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
};

/** One request and its whole answer. What counts is silence, not the whole time: a slow line may take minutes for a page. */
const createSend =
  (options: CouchClientOptions, renewCookie: (cookie: string | null) => void): Send =>
  async (
    path: string,
    request: CouchRequest,
    sentCookie: string | null,
    read: ReadBody = parsed,
  ): Promise<Answer> => {
    const silence = new AbortController();
    const sending = sentIn(request);
    const silenceMs =
      (request.silenceMs ?? DEFAULT_SILENCE_MS) + (sending?.body.length ?? 0) / SLOWEST_BYTES_PER_MS;
    const timer = setTimeout(() => silence.abort(), silenceMs);
    const end = new AbortController();
    const ending = request.endMs === undefined ? undefined : setTimeout(() => end.abort(), request.endMs);
    const own = [silence.signal, end.signal];
    const signals = request.signal === undefined ? own : [request.signal, ...own];
    const sentAt = momentNow();
    try {
      const response = await fetch(`${options.url}${path}`, {
        redirect: 'manual',
        method: request.method ?? 'GET',
        signal: AbortSignal.any(signals),
        headers: {
          accept: 'application/json',
          ...sending?.headers,
          ...(sentCookie === null ? {} : { cookie: sentCookie }),
        },
        ...(sending === null ? {} : { body: sending.body }),
      });
      await refuseRedirect(response);
      const renewed = response.headers.getSetCookie().find((line) => line.startsWith('AuthSession='));
      if (renewed !== undefined) renewCookie(renewed.split(';')[0] ?? null);
      noteContact(options, response, sentAt);
      const bytes = await bodyBytes(response, request.maxBytes ?? MAX_ANSWER_BYTES, (done) => {
        timer.refresh();
        request.onBytes?.(done);
      });
      return {
        status: response.status,
        body: response.ok ? bodyOf(response.status, bytes, read) : errorBodyOf(bytes),
      };
    } catch (error) {
      if (error instanceof CouchError) throw error;
      if (request.signal?.aborted) throw new CouchError('aborted', 0, 'given up', error);
      if (end.signal.aborted) return { status: 200, body: null };
      const reason = silence.signal.aborted ? 'line.silent' : lineReason(error);
      throw new CouchError('offline', 0, reason, error);
    } finally {
      clearTimeout(timer);
      clearTimeout(ending);
    }
  };

/** CouchDB over HTTP with cookie authentication (`POST /_session`); the server renews the cookie as it is used. */
export const createCouchClient = (options: CouchClientOptions): CouchClient => {
  let cookie: string | null = null;
  let refusal: CouchError | null = null;
  let signingIn: Promise<readonly string[]> | null = null;

  const send = createSend(options, (renewed) => {
    cookie = renewed;
  });

  const signIn = (signal?: AbortSignal): Promise<readonly string[]> => {
    // Many requests notice an expired cookie at once; one sign-in serves them all.
    signingIn ??= (async () => {
      cookie = null;
      const body = { name: options.login, password: options.password };
      const bounds = { silenceMs: SIGN_IN_SILENCE_MS, maxBytes: MAX_SIGN_IN_BYTES };
      const request = { method: 'POST', body, ...bounds } as const;
      const answer = await send('/_session', signal === undefined ? request : { ...request, signal }, null);
      refusal = answer.status === UNAUTHORIZED ? errorOf(answer) : null;
      if (!isOk(answer)) throw errorOf(answer);
      return rolesIn(answer);
    })().finally(() => {
      signingIn = null;
    });
    return signingIn;
  };

  const letIn = async (signal: AbortSignal | undefined): Promise<void> => {
    if (refusal !== null) throw refusal;
    await signIn(signal);
  };

  const ask = async (path: string, request: CouchRequest, read?: ReadBody): Promise<unknown> => {
    if (cookie === null) await letIn(request.signal);
    let sent = cookie;
    let answer = await send(path, request, sent, read);
    if (answer.status === UNAUTHORIZED && cookie !== sent) {
      // Somebody else's request has renewed the cookie meanwhile.
      sent = cookie;
      answer = await send(path, request, sent, read);
    }
    if (answer.status === UNAUTHORIZED) {
      await letIn(request.signal);
      answer = await send(path, request, cookie, read);
    }
    // Only the sign-in itself can refuse a user; a cookie that is not taken right after it is the server's or a proxy's trouble.
    if (answer.status === UNAUTHORIZED)
      throw new CouchError('offline', UNAUTHORIZED, errorOf(answer).message);
    if (!isOk(answer)) throw errorOf(answer);
    const isEnded = request.endMs !== undefined && answer.body === null;
    if (request.shape !== undefined && !isEnded && !hasShape(answer.body, request.shape))
      throw notCouch(answer.status, path.split('?')[0] ?? path);
    return answer.body;
  };

  return {
    signIn,
    request: async <T>(path: string, request: CouchRequest = {}) => (await ask(path, request)) as T,
    // Whoever parses them looks at their shape.
    bytes: async (path, { shape: _, ...request } = {}) =>
      (await ask(path, request, (bytes) => bytes)) as Uint8Array<ArrayBuffer>,
  };
};
