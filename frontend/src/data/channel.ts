// Tells every window of this phone that something changed. Messages carry no words and no ids.

/** `records`: the journal changed · `poke`: something waits to be sent · `account`: someone signed in or out. */
export type News = 'records' | 'poke' | 'account';

export interface Channel {
  /** Tells the other windows. */
  announce(news: News): void;
  close(): void;
}

export function openChannel(hear: (news: News) => void): Channel {
  if (typeof BroadcastChannel === 'undefined') return { announce: () => undefined, close: () => undefined };
  const channel = new BroadcastChannel('holdfast');
  channel.onmessage = ({ data }: MessageEvent<News>) => hear(data);
  return {
    announce: (news) => channel.postMessage(news),
    close: () => channel.close(),
  };
}
