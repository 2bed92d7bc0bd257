/** Why a request did not do what was asked. `message` is for people; `code` is stable. */
export class ApiError extends Error {
  readonly code: string;
  readonly field: string | null;
  /** The HTTP status; 0 when no answer came. */
  readonly status: number;
  /** How long the server asked us to wait, in milliseconds. */
  readonly wait: number | null;

  constructor(code: string, message: string, status = 0, more: { field?: string | null; wait?: number | null } = {}) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
    this.field = more.field ?? null;
    this.wait = more.wait ?? null;
  }
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

export interface Reply<T> {
  data: T;
  status: number;
  etag: string | null;
}

export interface Api {
  /** One request; the answer's JSON. Throws ApiError. */
  ask<T>(method: Method, path: string, body?: unknown): Promise<T>;
  /** The same with status and ETag; the statuses in `allow` are answers, not errors. */
  send<T>(method: Method, path: string, body?: unknown, allow?: number[]): Promise<Reply<T>>;
}

export interface Environment {
  fetch: typeof fetch;
  /** `document.cookie`, read anew for each request. */
  cookies: () => string;
  timeoutMs?: number;
  /** Told what time it is there (milliseconds since 1970), with each answer that says so. */
  tellTime?: (there: number) => void;
}

const PROFILE = '/api/v1/me/';
const WORDS: Record<string, string> = {
  offline: 'There is no connection right now.',
  not_ours: 'Something between this phone and the server answered instead of it. Is the Wi-Fi asking you to sign in?',
  not_signed_in: 'Please sign in again. Your words are still on this phone.',
  throttled: 'That was a lot at once. Please wait a moment.',
  unavailable: 'The server is busy. Please try again in a moment.',
};
const CODES: Record<number, string> = {
  401: 'not_signed_in',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  410: 'gone',
  413: 'too_large',
  429: 'throttled',
};

function csrfToken(cookies: string): string | null {
  const found = new Map(cookies.split('; ').map((pair): [string, string] => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), pair.slice(at + 1)];
  }));
  return found.get('__Host-csrftoken') ?? found.get('csrftoken') ?? null;
}

function waitOf(response: Response): number | null {
  const seconds = Number(response.headers.get('Retry-After') ?? NaN);
  return Number.isFinite(seconds) ? Math.max(0, seconds * 1000) : null;
}

/** The error in our shape or in allauth's, in words. */
function errorOf(response: Response, body: unknown): ApiError {
  const { status } = response;
  const wait = waitOf(response);
  const given = body as { error?: { code?: string; message?: string; field?: string }; errors?: AllauthError[] } | null;
  const fallback = CODES[status] ?? (status >= 500 ? 'unavailable' : 'invalid');
  if (given?.error) {
    const { code = fallback, message, field } = given.error;
    const stable = status === 401 ? 'not_signed_in' : code;
    return new ApiError(stable, WORDS[stable] ?? message ?? 'That did not work.', status, { field: field ?? null, wait });
  }
  const first = given?.errors?.[0];
  if (first) return new ApiError(first.code ?? fallback, first.message ?? 'That did not work.', status, { field: first.param ?? null, wait });
  return new ApiError(fallback, WORDS[fallback] ?? 'That did not work.', status, { wait });
}

interface AllauthError {
  code?: string;
  message?: string;
  param?: string;
}

function notOurs(status: number): ApiError {
  return new ApiError('not_ours', WORDS.not_ours ?? '', status);
}

async function jsonOf(response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  const type = response.headers.get('Content-Type') ?? '';
  const isJson = /^application\/([a-z.+-]+\+)?json\b/i.test(type);
  if (!isJson && response.ok) throw notOurs(response.status);
  if (!isJson) return null;
  try {
    return await response.json();
  } catch {
    throw response.ok ? notOurs(response.status) : errorOf(response, null);
  }
}

export function createApi(environment: Environment): Api {
  const { fetch, cookies, timeoutMs = 30_000, tellTime = () => undefined } = environment;

  async function once(method: Method, path: string, body: unknown): Promise<Response> {
    const headers: Record<string, string> = { Accept: 'application/json' };
    const token = csrfToken(cookies());
    if (method !== 'GET' && token) headers['X-CSRFToken'] = token;
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const signal = AbortSignal.timeout(timeoutMs);
    const init: RequestInit = { method, headers, signal, credentials: 'same-origin', cache: 'no-store', redirect: 'manual' };
    if (body !== undefined) init.body = JSON.stringify(body);
    const response = await fetch(path, init).catch(() => {
      throw new ApiError('offline', WORDS.offline ?? '');
    });
    const there = Date.parse(response.headers.get('Date') ?? '');
    if (!Number.isNaN(there)) tellTime(there);
    return response;
  }

  /** The server sets the CSRF cookie with any answer about the account, also with a refusal. */
  async function freshToken(): Promise<void> {
    await once('GET', PROFILE, undefined);
  }

  async function send<T>(method: Method, path: string, body?: unknown, allow: number[] = []): Promise<Reply<T>> {
    if (method !== 'GET' && !csrfToken(cookies())) await freshToken();
    let response = await once(method, path, body);
    if (response.status === 403 && method !== 'GET') {
      await freshToken();
      response = await once(method, path, body);
    }
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) throw notOurs(response.status);
    const data = await jsonOf(response);
    if (!response.ok && !allow.includes(response.status)) throw errorOf(response, data);
    return { data: data as T, status: response.status, etag: response.headers.get('ETag') };
  }

  return {
    send,
    ask: async <T>(method: Method, path: string, body?: unknown): Promise<T> => (await send<T>(method, path, body)).data,
  };
}
