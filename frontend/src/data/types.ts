// The documents that travel between phone and server, as docs/api.md gives them.

export type * from './reminding';
export type * from './shown';

export type Id = string;
/** `YYYY-MM-DD` as the writer saw it. */
export type Day = string;
/** `YYYY-Www`, ISO 8601. */
export type Week = string;
/** RFC 3339 with an offset. */
export type Instant = string;

export type Role = 'client' | 'therapist';
export type Mood = 1 | 2 | 3 | 4 | 5;
export type Holder = 'self' | 'partner' | 'other';
export type Answer = 'yes' | 'no' | 'theirs' | 'not_done' | 'other_pattern';
export type PersonKind = 'partner' | 'ex' | 'parent' | 'child' | 'sibling' | 'family' | 'friend' | 'colleague' | 'other';

export interface Profile {
  id: Id;
  email: string;
  name: string;
  role: Role;
  zone: string;
  reading: boolean;
}

export interface States {
  calm?: number;
  connected?: number;
  steady?: number;
}

export interface EntryDoc {
  text: string;
  mood: Mood | null;
  states?: States;
  written_at: Instant;
  zone: string;
  local_day: Day;
  people: Id[];
  context: string[];
  prompt?: string;
  read: boolean;
  /** The writer's own earlier words, oldest first; bounded (domain/versions.ts). */
  earlier?: Earlier[];
}

/** Words that stood in an entry until its writer changed them. */
export interface Earlier {
  text: string;
  mood?: Mood | null;
  until: Instant;
}

export interface PersonDoc {
  name: string;
  kind: PersonKind;
  /** The day on which the writer said that this partner is a former one. */
  ended?: Day;
}

export interface VerdictDoc {
  entry: Id;
  tag: Id;
  answer: Answer;
  pattern?: string;
  /** Whom the tag is about, where the writer said so; null is nobody of the entry. */
  person?: Id | null;
  /** The tag is the writer's own: they marked these words. */
  added?: Added;
}

export interface Added {
  pattern: string;
  /** Code points of the text as it was when the words were marked. */
  start: number;
  end: number;
  quote: string;
  holder: Holder;
  status: string;
}

export interface PracticeDoc {
  exercise: string;
  local_day: Day;
  zone: string;
  done_at: Instant;
  before: number | null;
  after: number | null;
  feeling?: 'better' | 'same' | 'worse' | 'cannot_tell';
  changed?: 'yes' | 'no' | 'not_yet';
}

export interface Tag {
  id: Id;
  pattern: string;
  family: string;
  holder: Holder;
  status: string;
  /** Code points, `end` exclusive. */
  start: number;
  end: number;
  quote: string;
  confidence: number;
  why: string;
  person: Id | null;
  verdict: Answer | null;
  /** The pattern that the writer named instead, with the answer `other_pattern`. */
  corrected: string | null;
  /** What the writer's earlier answers to sentences like this one make of it; an answer to it goes before that. */
  taught?: Taught | null;
  /** The writer added it by marking words. */
  own?: boolean;
}

export interface Taught {
  lesson: Id;
  answer: Answer;
  /** With `other_pattern`: how it is read now. */
  pattern: string | null;
  times: number;
}

/** A kind of answer that was given often enough to be followed, with the newest words that it was about. */
export interface Lesson {
  id: Id;
  pattern: string;
  answer: Answer;
  corrected: string | null;
  times: number;
  quotes: string[];
}

export interface Reading {
  entry: Id;
  content_version: number;
  engine: string;
  language: string;
  skipped: null | 'refused' | 'no_words' | 'language' | 'failed';
  tags: Tag[];
}

export interface Row {
  pattern: string;
  family: string;
  name: string;
  entries: number;
  of: number;
  low: number;
  high: number;
  resisted: number;
  days: { day: Day; mark: 'done' | 'resisted' | 'theirs' }[];
  sentence: string;
}

export interface Because {
  day: Day;
  entry: Id;
  quote: string;
}

export interface Suggestion {
  exercise: string;
  title: string;
  minutes: number;
  pattern: string;
  reason: string;
  gates: string[];
  because: Because[];
}

export interface WeekDoc {
  week: Week;
  from: Day;
  to: Day;
  engine: string;
  /** `readers` says in words when part of the week was read by an older version; weeks built before that lack it. */
  coverage: { entries: number; days: number; of_days: number; waiting: number; sentence: string; older?: number; again?: number; readers?: string };
  moods: { day: Day; mood: Mood; entry: Id }[];
  secure: Row[];
  patterns: Row[];
  moments: { day: Day; entry: Id; tag: Id; pattern: string; quote: string }[];
  urges: { felt: number; resisted: number; sentence: string };
  theirs: { pattern: string; family: string; name: string; entries: number; of: number }[];
  suggestions: Suggestion[];
  enough: boolean;
  sentence: string;
}

/** When a device must not show an exercise (docs/api.md; D, S and P are decided on the device alone). */
export type Gate = 'A' | 'D' | 'P' | 'R' | 'S';

export interface Exercise {
  slug: string;
  title: string;
  minutes: number;
  patterns: string[];
  trains: string;
  gates: Gate[];
  /** From 1, trials with an attachment outcome, to 4, clinical habit. */
  strength: 1 | 2 | 3 | 4;
  source: string;
  question: string;
  stop: string;
  steps: { title: string; body: string }[];
}

export interface Invitation {
  id: Id;
  code: string;
  expires_at: Instant;
}

export interface Grant {
  id: Id;
  state: 'claimed' | 'active' | 'paused' | 'revoked' | 'expired';
  name: string;
  therapist: { name: string; email: string };
  created_at: Instant;
  expires_at: Instant;
}

export type SharePart = 'moods' | 'secure' | 'patterns' | 'urges' | 'exercise';

export interface ShareRequest {
  grant: Id;
  week: Week;
  note?: string;
  include?: SharePart[];
  quotes?: Id[];
}

export interface Share {
  id: Id;
  grant: Id;
  week: Week;
  created_at: Instant;
  viewings: number;
}

/** A share as it is given right after it was made. */
export type NewShare = Omit<Share, 'viewings'>;

export interface Viewing {
  id: Id;
  share: Id;
  week: Week;
  therapist: { name: string; email: string };
  at: Instant;
}

export interface SummaryRow {
  name: string;
  entries: number;
  of: number;
  sentence: string;
  quotes: string[];
}

export interface Summary {
  week: Week;
  from: Day;
  to: Day;
  note: string;
  about: string;
  coverage: { entries: number; days: number; of_days: number; sentence: string; readers?: string };
  secure: SummaryRow[];
  patterns: SummaryRow[];
  urges: { felt: number; resisted: number; sentence: string } | null;
  moods: { day: Day; mood: Mood }[];
  exercise: { title: string; reason: string } | null;
  engine: string;
}

export interface Client {
  id: Id;
  state: Grant['state'];
  name: string;
  since: Instant;
  summaries: number;
  new: number;
}

export interface SummaryLine {
  id: Id;
  week: Week;
  created_at: Instant;
  viewed_at: Instant | null;
}

export interface Page<T> {
  results: T[];
  next: string | null;
}
