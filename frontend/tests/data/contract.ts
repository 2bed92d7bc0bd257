import type { components, paths } from '../../src/data/schema';
import type * as Ours from '../../src/data/types';

// Checked by `npm run check`, not run: the documents in types.ts have exactly the fields of the server's own schema, and
// everything that we hold for possible is possible there.

type Theirs = components['schemas'];
type Fits<Mine extends Their, Their> = [keyof Their] extends [keyof Mine] ? ([keyof Mine] extends [keyof Their] ? true : never) : never;
type Item<T> = T extends (infer One)[] ? One : never;

export type Contract = [
  Fits<Ours.Profile, Theirs['Me']>,
  Fits<Ours.WeekDoc, Theirs['Week']>,
  Fits<Ours.WeekDoc['coverage'], Theirs['Coverage']>,
  Fits<Ours.WeekDoc['urges'], Theirs['Urges']>,
  Fits<Item<Ours.WeekDoc['moods']>, Theirs['MoodPoint']>,
  Fits<Item<Ours.WeekDoc['moments']>, Theirs['Moment']>,
  Fits<Item<Ours.WeekDoc['theirs']>, Theirs['TheirRow']>,
  Fits<Ours.Row, Theirs['WeekRow']>,
  Fits<Item<Ours.Row['days']>, Theirs['Mark']>,
  Fits<Ours.Suggestion, Theirs['Suggestion']>,
  Fits<Ours.Because, Theirs['Because']>,
  Fits<Ours.Exercise, Theirs['Exercise']>,
  Fits<Ours.Invitation, Theirs['InvitationShown']>,
  Fits<Ours.Grant, Theirs['GrantShown']>,
  Fits<Ours.Grant['therapist'], Theirs['TherapistShown']>,
  Fits<Ours.ShareRequest, Theirs['PageAsked']>,
  Fits<Ours.Share, Theirs['ShareShown']>,
  Fits<Ours.NewShare, Theirs['ShareMade']>,
  Fits<Ours.Viewing, Theirs['ViewingShown']>,
  Fits<Ours.Summary, Theirs['Summary']>,
  Fits<Ours.SummaryRow, Theirs['SummaryRow']>,
  Fits<Ours.Client, Theirs['ClientShown']>,
  Fits<Ours.SummaryLine, Theirs['PageListed']>,
  Fits<Ours.Tag, Theirs['TagContent']>,
  Fits<Ours.Reminders, Theirs['RemindersShown']>,
  Fits<Item<Ours.Reminders['reminders']>, Theirs['ReminderShown']>,
  Fits<Ours.RemindersDoc, Theirs['Wanted']>,
  Fits<Ours.PushDevice, Theirs['DeviceNew']>,
  Fits<Ours.Device, Theirs['DeviceShown']>,
  Fits<Ours.Devices, Theirs['DeviceList']>,
];

/** Every address that the app asks, as the schema names it. */
export type Addresses = [
  paths['/api/v1/me/']['patch'],
  paths['/api/v1/sync/push']['post'],
  paths['/api/v1/reminders/']['put'],
  paths['/api/v1/push-subscriptions/']['post'],
  paths['/api/v1/push-subscriptions/{device}/']['delete'],
  paths['/api/v1/sync/pull']['get'],
  paths['/api/v1/insights/weeks/']['get'],
  paths['/api/v1/insights/weeks/{week}/']['get'],
  paths['/api/v1/exercises/']['get'],
  paths['/api/v1/recommendations/']['get'],
  paths['/api/v1/invitations/']['post'],
  paths['/api/v1/invitations/claim/']['post'],
  paths['/api/v1/grants/']['get'],
  paths['/api/v1/grants/{grant}/confirm/']['post'],
  paths['/api/v1/shares/preview/']['post'],
  paths['/api/v1/shares/']['post'],
  paths['/api/v1/viewings/']['get'],
  paths['/api/v1/clients/{grant}/summaries/{share}/']['get'],
];
