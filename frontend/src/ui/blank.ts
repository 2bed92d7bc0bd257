import { listEntries } from '../actions/listEntries';
import { shiftDay, today } from '../domain/days';
import { counts, patternOf, shown } from './marks';

/** Whether "going blank" was marked as the writer's own in the last fourteen days. Read on the phone, told to nobody. */
export async function wentBlank(): Promise<boolean> {
  const { entries } = await listEntries({ from: shiftDay(today(), -13), limit: 200 });
  return entries.some((entry) =>
    shown(entry.tags).some((tag) => patternOf(tag) === 'freeze_dissociation' && counts(tag)),
  );
}
