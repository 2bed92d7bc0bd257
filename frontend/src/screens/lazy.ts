/** Everything but Welcome, Today and Help is fetched when it is first opened; the worker has kept all of it beforehand. */
export const lazy = {
  lock: () => import('./Lock.svelte'),
  signIn: () => import('./SignIn.svelte'),
  signUp: () => import('./SignUp.svelte'),
  journal: () => import('./Journal.svelte'),
  search: () => import('./Search.svelte'),
  calendar: () => import('./Calendar.svelte'),
  year: () => import('./Year.svelte'),
  entry: () => import('./Entry.svelte'),
  edit: () => import('./EntryEdit.svelte'),
  versions: () => import('./Versions.svelte'),
  merge: () => import('./Merge.svelte'),
  weeks: () => import('./Weeks.svelte'),
  week: () => import('./Week.svelte'),
  practice: () => import('./Practice.svelte'),
  exercise: () => import('./Exercise.svelte'),
  you: () => import('./You.svelte'),
  people: () => import('./People.svelte'),
  sharing: () => import('./Sharing.svelte'),
  viewings: () => import('./Viewings.svelte'),
  reminders: () => import('./Reminders.svelte'),
  settings: () => import('./Settings.svelte'),
  share: () => import('./Share.svelte'),
  clients: () => import('./therapist/Clients.svelte'),
  client: () => import('./therapist/Client.svelte'),
  summary: () => import('./therapist/Summary.svelte'),
} as const;

/** Parts of a screen that few people ever see. */
export const pieces = {
  storeTrouble: () => import('./StoreTrouble.svelte'),
  installHint: () => import('./InstallHint.svelte'),
} as const;

export type LazyName = keyof typeof lazy;
