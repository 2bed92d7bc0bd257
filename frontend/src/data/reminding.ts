import type { Id, Instant } from './types';

/** What a lock screen shows; the texts stand in content/reminders.ts. */
export type Words = 'minute' | 'pause' | 'tea' | 'hello';

export interface Reminder {
  id: Id;
  /** `HH:MM` by the clock of the account's zone. With `to`, a random minute between the two. */
  from: string;
  to: string | null;
  /** 1 Monday … 7 Sunday. */
  days: number[];
  unless_written: boolean;
  on: boolean;
}

export interface RemindersDoc {
  reminders: Reminder[];
  quiet: { from: string; to: string } | null;
  words: Words;
}

export interface Reminders extends RemindersDoc {
  reminders: (Reminder & { rings: boolean })[];
  zone: string;
}

/** A browser as it asks to be reached. */
export interface PushDevice {
  endpoint: string;
  keys: { p256dh: string; auth: string };
  language: 'en' | 'es' | 'de';
  name: string;
}

export interface Device {
  id: Id;
  name: string;
  created_at: Instant;
}

export interface Devices {
  results: Device[];
  /** The server's public key, null where it sends no reminders. */
  key: string | null;
}
