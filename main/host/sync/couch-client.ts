/** What went wrong between this device and the server, told apart by what helps against it. */
export type CouchErrorKind =
  /** No answer, or one that only says "later" (5xx, 429): try again. */
  | 'offline'
  /** The server does not let this user in: name, password or membership. */
  | 'refused'
  /** Not there: a missing database or document. */
  | 'missing'
  /** The server's word on one request; trying again gives the same. */
  | 'rejected'
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

export type CouchRequest = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD';
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Longer than the server's own time-out for a long poll. */
  readonly timeoutMs?: number;
};

export type CouchClient = {
  /** Asks for a path below the server's address; signs in when there is no cookie and once more when it ran out. */
  readonly request: <T>(path: string, request?: CouchRequest) => Promise<T>;
  /** A fresh sign-in; answers the roles the server names. */
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

const DEFAULT_TIMEOUT_MS = 60_000;
/** The Date header has whole seconds, so half a second is added on average. */
const HALF_SECOND_MS = 500;

type ErrorBody = { readonly error?: string; readonly reason?: string };

const kindOf = (status: number): CouchErrorKind => {
  if (status === 401) return 'refused';
  if (status === 404) return 'missing';
  if (status === 429 || status >= 500) return 'offline';
  return 'rejected';
};

/** CouchDB over HTTP with cookie authentication (`POST /_session`); the server renews the cookie as it is used. */
export const createCouchClient = (options: CouchClientOptions): CouchClient => {
  let cookie: string | null = null;
  let signingIn: Promise<readonly string[]> | null = null;

  const send = async (path: string, request: CouchRequest, withCookie: boolean): Promise<Response> => {
    const timeout = AbortSignal.timeout(request.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    const signal = request.signal === undefined ? timeout : AbortSignal.any([request.signal, timeout]);
    const sentAt = Date.now();
    let response: Response;
    try {
      response = await fetch(`${options.url}${path}`, {
        method: request.method ?? 'GET',
        signal,
        headers: {
          accept: 'application/json',
          ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(withCookie && cookie !== null ? { cookie } : {}),
        },
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      });
    } catch (error) {
      if (request.signal?.aborted) throw new CouchError('aborted', 0, 'given up', error);
      throw new CouchError('offline', 0, error instanceof Error ? error.message : String(error), error);
    }
    noteAnswer(response, sentAt);
    return response;
  };

  const noteAnswer = (response: Response, sentAt: number): void => {
    const renewed = response.headers.getSetCookie().find((line) => line.startsWith('AuthSession='));
    if (renewed !== undefined) cookie = renewed.split(';')[0] ?? null;
    options.onContact?.();
    const date = Date.parse(response.headers.get('date') ?? '');
    const middle = (sentAt + Date.now()) / 2;
    if (!Number.isNaN(date)) options.onClock?.(date + HALF_SECOND_MS - middle);
  };

  const bodyOf = async (response: Response, signal: AbortSignal | undefined): Promise<unknown> => {
    try {
      const text = await response.text();
      return text === '' ? null : (JSON.parse(text) as unknown);
    } catch (error) {
      if (signal?.aborted) throw new CouchError('aborted', 0, 'given up', error);
      throw new CouchError('offline', response.status, 'the answer was cut short or is no JSON', error);
    }
  };

  const errorOf = (status: number, body: unknown): CouchError => {
    const { error = String(status), reason = '' } = (body ?? {}) as ErrorBody;
    return new CouchError(kindOf(status), status, reason === '' ? error : `${error}: ${reason}`);
  };

  const signIn = (signal?: AbortSignal): Promise<readonly string[]> => {
    // Many requests notice an expired cookie at once; one sign-in serves them all.
    signingIn ??= (async () => {
      cookie = null;
      const body = { name: options.login, password: options.password };
      const response = await send(
        '/_session',
        { method: 'POST', body, ...(signal ? { signal } : {}) },
        false,
      );
      const answer = await bodyOf(response, signal);
      if (!response.ok) throw errorOf(response.status, answer);
      return ((answer ?? {}) as { roles?: readonly string[] }).roles ?? [];
    })().finally(() => {
      signingIn = null;
    });
    return signingIn;
  };

  return {
    signIn,
    request: async <T>(path: string, request: CouchRequest = {}): Promise<T> => {
      if (cookie === null) await signIn(request.signal);
      let response = await send(path, request, true);
      if (response.status === 401) {
        await bodyOf(response, request.signal);
        await signIn(request.signal);
        response = await send(path, request, true);
      }
      const body = await bodyOf(response, request.signal);
      if (!response.ok) throw errorOf(response.status, body);
      return body as T;
    },
  };
};
