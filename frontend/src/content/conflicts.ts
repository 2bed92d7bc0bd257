import type { Mark } from '../data/types';

/** What is said after two devices changed the same entry. Nothing was lost in any of these cases. */
export const markWords: Record<Mark, { short: string; long: string }> = {
  copy: {
    short: 'Your words from this phone, kept as a copy',
    long: 'This entry was changed on two devices. These are the words from this phone, kept as an entry of their own. You can look at both and choose.',
  },
  other_device: {
    short: 'Words from your other device',
    long: 'This entry was changed on two devices. These are the words from the other one. The words from this phone are kept beside it as a copy. You can look at both and choose.',
  },
  deleted_elsewhere: {
    short: 'Deleted on another device, kept here',
    long: 'You deleted this entry on another device while you were writing in it here. Your words are still here.',
  },
  edit_kept: {
    short: 'Changed on another device, so it stays',
    long: 'You deleted this entry here while it was being changed on another device. It is kept. You can delete it again.',
  },
};
