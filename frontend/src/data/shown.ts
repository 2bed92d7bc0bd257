// What is shown of a record that the phone keeps.

import type { Day, EntryDoc, Id, Mood, PersonDoc, PracticeDoc, Reading, States, Tag } from './types';

/** `phone`: only here · `kept`: the server has it · `read`: and the reading of exactly this version has come. */
export type Place = 'phone' | 'kept' | 'read';

/** Why a record carries a mark after two devices changed the same thing. */
export type Mark =
  /** These are this phone's words, kept as an entry of their own; the other device's words stand in the original. */
  | 'copy'
  /** Another device's words stand here; this phone's words are kept in a copy. */
  | 'other_device'
  /** It was deleted on another device while words were changed here: the words stay. */
  | 'deleted_elsewhere'
  /** It was deleted here while it was changed on another device: it stays. */
  | 'edit_kept';

export interface Problem {
  code: string;
  message: string;
  field?: string;
}

export interface EntryView extends EntryDoc {
  id: Id;
  version: number;
  place: Place;
  /** The reading of exactly this version, else null. */
  reading: Reading | null;
  /** What was read in this version and what the writer marked, with the newest answers heard. */
  tags: Tag[];
  /** The writer's own tags whose words are not in the text any more. */
  lost: Id[];
  mark: Mark | null;
  /** After two devices changed it: the entry that holds the other words. */
  twin?: Id | null;
  /** The server refused this for ever; the words stay here and can be changed. */
  problem: Problem | null;
}

export interface PersonView extends PersonDoc {
  id: Id;
  place: Place;
  problem: Problem | null;
}

export interface PracticeView extends PracticeDoc {
  id: Id;
  place: Place;
}

export interface Draft {
  text: string;
  mood: Mood | null;
  people: Id[];
  context: string[];
  states?: States;
  day?: Day;
  prompt?: string;
  read?: boolean;
  /** The check-in that these words belong to: it was kept with the first tap. */
  entry?: Id;
}
