// How dates and times are read on this device, where somebody chose otherwise than their system. Set by state/look.

interface Reading {
  hours: '12' | '24' | null;
  /** 1 Monday … 7 Sunday. */
  firstDay: number | null;
}

let chosen: Reading = { hours: null, firstDay: null };

export function readAs(next: Reading): void {
  chosen = next;
}

/** For Intl: nothing where the system decides. Midnight is 00:00, not 24:00. */
export function hourCycle(): { hourCycle?: 'h12' | 'h23' } {
  return chosen.hours === null ? {} : { hourCycle: chosen.hours === '12' ? 'h12' : 'h23' };
}

/** The first day of the calendar that was chosen, or null. */
export function chosenFirstDay(): number | null {
  return chosen.firstDay;
}
