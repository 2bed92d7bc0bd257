import { ApiError, type Api } from './api';
import type { Profile, Role } from './types';

// Signing in and up is django-allauth's (headless, browser client); its codes become our words here.

const BASE = '/_allauth/browser/v1/auth';

const WORDS: Record<string, string> = {
  email_password_mismatch: 'This e-mail address and password do not fit together.',
  email_taken: 'There is already an account with this e-mail address.',
  account_inactive: 'This account is closed.',
  too_many_login_attempts: 'That was a lot of tries. Please wait a few minutes.',
  rate_limited: 'That was a lot of tries. Please wait a moment.',
  password_too_short: 'Please use at least 15 characters. Four or five words are fine.',
  password_too_common: 'Many people use this password. Please choose another.',
  password_too_similar: 'This password is very close to your name or e-mail address.',
  password_entirely_numeric: 'Please use more than numbers.',
  invalid: 'Please check this field.',
  required: 'Please fill in this field.',
};
const PENDING_WORDS: Record<string, string> = {
  verify_email: 'We have sent you an e-mail. Please open the link in it, then sign in.',
};

interface AuthAnswer {
  data?: { flows?: { id: string; is_pending?: boolean }[] };
  meta?: { is_authenticated?: boolean };
}

function inWords(error: unknown): unknown {
  if (!(error instanceof ApiError)) return error;
  const message = WORDS[error.code] ?? error.message;
  return new ApiError(error.code, message, error.status, { field: error.field, wait: error.wait });
}

function pendingError(answer: AuthAnswer): ApiError {
  const pending = answer.data?.flows?.find((flow) => flow.is_pending);
  const message = PENDING_WORDS[pending?.id ?? ''] ?? 'One more step is needed to sign in.';
  return new ApiError('pending', message, 401);
}

async function authenticate(api: Api, path: string, body: unknown): Promise<void> {
  try {
    // 401 here means that the password was right and another step is open; 409 that someone is signed in already.
    let reply = await api.send<AuthAnswer>('POST', `${BASE}${path}`, body, [401, 409]);
    if (reply.status === 409) {
      await endSession(api);
      reply = await api.send<AuthAnswer>('POST', `${BASE}${path}`, body, [401]);
    }
    if (reply.status === 401) throw pendingError(reply.data);
  } catch (error) {
    throw inWords(error);
  }
}

export interface SignUp {
  email: string;
  password: string;
  name: string;
  role: Role;
  zone: string;
}

export function createAccount(api: Api, asked: SignUp): Promise<void> {
  return authenticate(api, '/signup', asked);
}

export function beginSession(api: Api, email: string, password: string): Promise<void> {
  return authenticate(api, '/login', { email, password });
}

/** allauth answers 401 when the session is over, which is what was asked. */
export async function endSession(api: Api): Promise<void> {
  await api.send('DELETE', `${BASE}/session`, undefined, [401]);
}

export function fetchProfile(api: Api): Promise<Profile> {
  return api.ask<Profile>('GET', '/api/v1/me/');
}

export function changeProfile(api: Api, change: Partial<Pick<Profile, 'name' | 'zone' | 'reading'>>): Promise<Profile> {
  return api.ask<Profile>('PATCH', '/api/v1/me/', change);
}
