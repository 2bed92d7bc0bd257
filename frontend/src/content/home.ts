/** The app on the home screen: the hint, the steps, the name and the icon. */
export const home = {
  title: 'On your home screen',
  hintTitle: 'Keep it at hand?',
  hint: 'On the home screen Holdfast opens like an app, also with no connection, and the phone keeps its words more surely.',
  seen: 'Its icon is seen by whoever looks at this phone. Name and picture can be plainer ones:',
  seenLink: 'choose them in Settings',
  add: 'Put it there',
  no: 'No, thank you',
  done: 'Close',
  on: 'It is on the home screen.',
  onItsWay: 'On its way to the home screen.',
  stepsTitle: 'On an iPhone or iPad',
  steps: [
    ['share', 'Tap the share sign of the browser.'],
    ['plus', 'Choose “Add to Home Screen”, perhaps further down.'],
    ['check', 'Change the name if you like, and tap “Add”.'],
  ],
  stepsLine: 'The app on the home screen has a place of its own: sign in there once. What this page has not sent yet stays here, so send it first.',
  unknown: 'Look in the menu of your browser for “Install” or “Add to Home screen”. Some browsers have no such thing.',
  name: 'Name and picture',
  nameLine: 'Choose before you put it there. If it is there already: Chrome asks within some days whether to change it. Elsewhere take it off and put it there again, but send everything first: taking it off an iPhone erases its copy.',
} as const;
