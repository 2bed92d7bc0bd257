import { noteHere } from '../../src/data/here';
import type { Profile } from '../../src/data/types';
import { uuidv7 } from '../../src/domain/ids';
import { json, Server } from '../data/server';

/** The whole server as the app in a window sees it: accounts, and one journal each. */
export class House {
  readonly accounts = new Map<string, { password: string; profile: Profile; server: Server }>();
  signedIn: string | null = null;
  online = true;
  readonly asked: string[] = [];
  routes: Record<string, (body: unknown) => Response> = {};

  /** A house of its own has a phone of its own: no cookie of the test before says that a notebook was kept here. */
  constructor() {
    noteHere(null);
  }

  add(email: string, role: Profile['role'] = 'client', password = 'a long enough password'): Profile {
    const profile: Profile = { id: uuidv7(), email, name: email.split('@')[0] ?? '', role, zone: 'Europe/Berlin', reading: true };
    this.accounts.set(email, { password, profile, server: new Server() });
    return profile;
  }

  server(email: string): Server {
    return this.accounts.get(email)!.server;
  }

  readonly fetch = async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const path = String(url);
    const line = `${init.method ?? 'GET'} ${path.split('?')[0]}`;
    this.asked.push(line);
    if (!this.online) throw new TypeError('Failed to fetch');
    const body: unknown = init.body ? JSON.parse(init.body as string) : undefined;
    if (path.startsWith('/_allauth/')) return this.auth(line, body as Record<string, string>);
    const account = this.accounts.get(this.signedIn ?? '');
    if (!account) return json({ error: { code: 'not_authenticated', message: 'Sign in.' } }, 401);
    const route = this.routes[line];
    if (route) return route(body);
    if (line === 'PATCH /api/v1/me/') Object.assign(account.profile, body);
    if (path === '/api/v1/me/') return json(account.profile);
    return account.server.fetch(path, init);
  };

  private auth(line: string, body: Record<string, string>): Response {
    if (line.startsWith('DELETE')) {
      this.signedIn = null;
      return json({ status: 401, meta: { is_authenticated: false } }, 401);
    }
    if (this.signedIn) return json({ status: 409 }, 409);
    const email = body.email ?? '';
    if (line.endsWith('/signup')) this.add(email, body.role as Profile['role'], body.password);
    if (this.accounts.get(email)?.password !== body.password) {
      return json({ status: 400, errors: [{ code: 'email_password_mismatch', message: 'No.', param: 'password' }] }, 400);
    }
    this.signedIn = email;
    return json({ status: 200, meta: { is_authenticated: true } });
  }
}

export async function until(what: () => boolean | Promise<boolean>, why: string): Promise<void> {
  for (let i = 0; i < 300; i += 1) {
    if (await what()) return;
    await new Promise((done) => setTimeout(done, 5));
  }
  throw new Error(`never happened: ${why}`);
}
