// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { beginSession, createAccount, endSession } from '../../src/data/account';
import { createApi, type ApiError } from '../../src/data/api';
import { json } from './server';

function deskOf(...answers: Response[]) {
  const seen: string[] = [];
  const fetch = async (path: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    seen.push(`${init.method} ${String(path).replace('/_allauth/browser/v1', '')}`);
    return answers.shift() ?? json({ status: 200, meta: { is_authenticated: true } });
  };
  return { seen, api: createApi({ fetch, cookies: () => 'csrftoken=t' }) };
}

const refusal = (code: string, param?: string): Response => json({ status: 400, errors: [{ code, message: 'allauth says so', param }] }, 400);
const error = (work: Promise<unknown>): Promise<ApiError> => work.then(() => Promise.reject(new Error('did not fail')), (it: ApiError) => it);

describe('signing in', () => {
  it('says in plain words that address and password do not fit', async () => {
    const { api } = deskOf(refusal('email_password_mismatch', 'password'));
    const refused = await error(beginSession(api, 'a@example.org', 'wrong'));
    expect(refused).toMatchObject({ code: 'email_password_mismatch', field: 'password', status: 400 });
    expect(refused.message).toBe('This e-mail address and password do not fit together.');
  });

  it('ends the session of someone else first', async () => {
    const { api, seen } = deskOf(json({ status: 409 }, 409), json({ meta: { is_authenticated: false } }, 401));
    await beginSession(api, 'b@example.org', 'right');
    expect(seen).toEqual(['POST /auth/login', 'DELETE /auth/session', 'POST /auth/login']);
  });

  it('says which step is still open', async () => {
    const flows = [{ id: 'login' }, { id: 'verify_email', is_pending: true }];
    const { api } = deskOf(json({ status: 401, data: { flows }, meta: { is_authenticated: false } }, 401));
    const refused = await error(beginSession(api, 'a@example.org', 'right'));
    expect(refused.code).toBe('pending');
    expect(refused.message).toBe('We have sent you an e-mail. Please open the link in it, then sign in.');
  });
});

describe('signing up', () => {
  it('asks for a longer password in words, at its field', async () => {
    const { api } = deskOf(refusal('password_too_short', 'password'));
    const asked = { email: 'a@example.org', password: 'short', name: 'Ana', role: 'client' as const, zone: 'Europe/Berlin' };
    const refused = await error(createAccount(api, asked));
    expect(refused).toMatchObject({ code: 'password_too_short', field: 'password' });
    expect(refused.message).toBe('Please use at least 15 characters. Four or five words are fine.');
  });
});

describe('signing out', () => {
  it("takes allauth's 401 as the answer it asked for", async () => {
    const { api, seen } = deskOf(json({ status: 401, meta: { is_authenticated: false } }, 401));
    await endSession(api);
    expect(seen).toEqual(['DELETE /auth/session']);
  });
});
