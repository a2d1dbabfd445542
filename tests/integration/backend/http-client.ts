// What tests look into differs with every question.
// biome-ignore lint/suspicious/noExplicitAny: a JSON answer under test
type Body = any;
type Answer = { readonly status: number; readonly body: Body; readonly headers: Headers };
export type Client = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer>;

/** Asks a server as somebody: basic authentication when a name is given, nobody otherwise. */
export function clientOf(
  url: string,
  credentials?: { readonly user: string; readonly password: string },
): Client {
  const basic = credentials && Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64');
  return async (method, path, body, headers = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(basic ? { authorization: `Basic ${basic}` } : {}),
        // CouchDB answers some questions in parts of several types otherwise.
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: isJson(response) ? JSON.parse(text) : text,
      headers: response.headers,
    };
  };
}

const isJson = (response: Response): boolean =>
  response.status !== 304 && (response.headers.get('content-type') ?? '').startsWith('application/json');
