// A browser that runs out of room empties the store of a page, and leaves its cookies. So a cookie says that a notebook is
// kept in this browser, and whether it is locked; nothing of whom. Where it stands and the store is empty, the store went.

export type Here = 'open' | 'locked';

/** What this browser should hold; null when nothing. */
export function notebookHere(): Here | null {
  return (/(?:^|; )holdfast\.here=(open|locked)/.exec(document.cookie)?.[1] as Here | undefined) ?? null;
}

export function noteHere(here: Here | null): void {
  const life = here ? 'max-age=31536000' : 'max-age=0';
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `holdfast.here=${here ?? ''}; path=/; SameSite=Strict; ${life}${secure}`;
}
