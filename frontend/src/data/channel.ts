// Tells every window of this phone that something changed. Messages carry no words and no ids.

/** `records`: the journal changed · `poke`: something waits to be sent · `account`: someone signed in or out. */
export type News = 'records' | 'poke' | 'account';

/** `shut`: close the journal now · `opened`: the lock was taken off · `active`: somebody uses the app. */
export type LockNews = 'shut' | 'opened' | 'active';

export interface Channel<T = News> {
  /** Tells the other windows. */
  announce(news: T): void;
  close(): void;
}

export function openChannel<T = News>(hear: (news: T) => void, name = 'holdfast'): Channel<T> {
  if (typeof BroadcastChannel === 'undefined') return { announce: () => undefined, close: () => undefined };
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }: MessageEvent<T>) => hear(data);
  return {
    announce: (news) => channel.postMessage(news),
    close: () => channel.close(),
  };
}
