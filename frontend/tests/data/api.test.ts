// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { createApi, type Api, type ApiError } from '../../src/data/api';
import { json } from './server';

interface Seen {
  method: string | undefined;
  path: string;
  token: string | undefined;
}

function deskOf(answers: Response[], cookies: () => string): { api: Api; seen: Seen[] } {
  const seen: Seen[] = [];
  const fetch = async (path: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const headers = init.headers as Record<string, string>;
    seen.push({ method: init.method, path: String(path), token: headers['X-CSRFToken'] });
    return answers.shift() ?? json({});
  };
  return { api: createApi({ fetch, cookies }), seen };
}

async function errorOf(work: Promise<unknown>): Promise<Partial<ApiError>> {
  return work.then(
    () => ({}),
    ({ code, message, status, field, wait }: ApiError) => ({ code, message, status, field, wait }),
  );
}

describe('a request', () => {
  it('carries the CSRF token of the cookie when it changes something', async () => {
    const { api, seen } = deskOf([], () => 'other=1; csrftoken=abc=');
    await api.ask('GET', '/api/v1/grants/');
    await api.ask('POST', '/api/v1/grants/', {});
    expect(seen.map(({ token }) => token)).toEqual([undefined, 'abc=']);
  });

  it('takes the name that the cookie has over https', async () => {
    const { api, seen } = deskOf([], () => '__Host-csrftoken=secure; csrftoken=old');
    await api.ask('DELETE', '/api/v1/grants/1/');
    expect(seen[0]!.token).toBe('secure');
  });

  it('asks for the cookie first when there is none', async () => {
    let jar = '';
    const { api, seen } = deskOf([json({ error: { code: 'not_authenticated', message: '' } }, 401)], () => {
      const now = jar;
      if (seen.length > 0) jar = 'csrftoken=fresh';
      return now;
    });
    await api.ask('POST', '/_allauth/browser/v1/auth/login', {});
    expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /api/v1/me/', 'POST /_allauth/browser/v1/auth/login']);
  });

  it('renews the token once after 403 and then believes it', async () => {
    const refused = (): Response => json({ error: { code: 'forbidden', message: 'No.' } }, 403);
    const { api, seen } = deskOf([refused(), json({}), json({ id: 1 })], () => 'csrftoken=t');
    expect(await api.ask('POST', '/api/v1/x/', {})).toEqual({ id: 1 });
    expect(seen.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST']);
    const again = deskOf([refused(), json({}), refused()], () => 'csrftoken=t');
    expect(await errorOf(again.api.ask('POST', '/api/v1/x/', {}))).toMatchObject({ code: 'forbidden', status: 403 });
    expect(again.seen).toHaveLength(3);
  });

  it('gives nothing for 204 and the ETag where there is one', async () => {
    const { api } = deskOf([new Response(null, { status: 204 }), json({ week: 'w' }, 200, { ETag: '"abc"' })], () => 'csrftoken=t');
    expect(await api.ask('DELETE', '/api/v1/shares/1/')).toBeNull();
    expect(await api.send('POST', '/api/v1/shares/preview/', {})).toEqual({ data: { week: 'w' }, status: 200, etag: '"abc"' });
  });
});

describe('an error', () => {
  const cookies = (): string => 'csrftoken=t';

  it('keeps code, words and field of our shape', async () => {
    const { api } = deskOf([json({ error: { code: 'invalid', message: 'Too long.', field: 'name' } }, 400)], cookies);
    expect(await errorOf(api.ask('POST', '/x', {}))).toEqual({ code: 'invalid', message: 'Too long.', status: 400, field: 'name', wait: null });
  });

  it("keeps code, words and field of allauth's shape", async () => {
    const body = { status: 400, errors: [{ code: 'email_taken', message: 'Taken.', param: 'email' }] };
    const { api } = deskOf([json(body, 400)], cookies);
    expect(await errorOf(api.ask('POST', '/x', {}))).toMatchObject({ code: 'email_taken', field: 'email', status: 400 });
  });

  it('says how long the server wants us to wait', async () => {
    const { api } = deskOf([json({ error: { code: 'throttled', message: '' } }, 429, { 'Retry-After': '7' })], cookies);
    expect(await errorOf(api.ask('POST', '/x', {}))).toMatchObject({ code: 'throttled', wait: 7000 });
  });

  it('has words for an answer without any', async () => {
    const { api } = deskOf([new Response('oops', { status: 500 })], cookies);
    expect(await errorOf(api.ask('GET', '/x'))).toMatchObject({ code: 'unavailable', message: 'The server is busy. Please try again in a moment.' });
  });
});
