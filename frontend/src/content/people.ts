/** Choosing and adding people while writing. */
export const peopleWords = {
  legend: 'Who was there',
  add: 'Add a person',
  addShort: 'Person',
  name: 'Name or nickname',
  kind: 'Who are they to you?',
  keep: 'Add',
  notNow: 'Not now',
};
