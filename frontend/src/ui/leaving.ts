import { shutForGood } from '../state/locking';

/**
 * Quick exit: blanks the page at once, lets go of everything that was open, empties the page and replaces it with the
 * browser's own empty one. "Back" then finds a shut notebook. It does not clear the browser's history, the installed icon
 * or what a network saw; `content/leaving` says so.
 */
export function leaveNow(place: Pick<Location, 'replace'> = window.location): void {
  document.documentElement.classList.add('gone');
  shutForGood();
  document.body.replaceChildren();
  place.replace('about:blank');
}

/** Two presses of Escape within `within` milliseconds leave as well. Returns how to stop listening. */
export function listenForEscape(leave: () => void, within = 500): () => void {
  let last = -Infinity;
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    if (event.timeStamp - last < within) leave();
    last = event.timeStamp;
  };
  // The page may come back from the browser's memory with "Back": then it starts anew instead of showing old words.
  const onShow = (event: PageTransitionEvent): void => {
    if (event.persisted && document.documentElement.classList.contains('gone')) window.location.reload();
  };
  window.addEventListener('keydown', onKey, true);
  window.addEventListener('pageshow', onShow);
  return () => {
    window.removeEventListener('keydown', onKey, true);
    window.removeEventListener('pageshow', onShow);
  };
}
