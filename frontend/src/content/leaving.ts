/** What the quick exit does, and what it does not. */
export const whatExitDoes =
  '“Exit” at the top, or Escape twice, leaves at once for an empty page and shuts the notebook: “Back” shows none of your words. With a PIN (You, Settings, Lock) only the PIN opens it again; without one, whoever opens it on this phone can read it.';
export const whatExitLeaves =
  'It does not clear the browser’s history, which still says that you were here and when. It leaves the icon on the phone, what your server keeps, and what the network saw. Calls and texts may stand on a bill.';
