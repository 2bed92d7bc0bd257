/** How a person likes to write on this phone, in Settings. */
export const writingSettings = {
  title: 'Writing',
  questions: 'A question over the empty page',
  questionsLine: 'Short and about what happened. You never have to answer it.',
  parted: 'After a separation',
  partedLine: 'After a separation the questions ask only about plain things of the day. Digging for reasons makes many people feel worse.',
  partedAuto: 'As it says under People',
  partedAutoLine: 'For three months after your only partner there became a former one. Holdfast never guesses it from what you write.',
  partedYes: 'Yes, plain questions',
  partedNo: 'No, the usual ones',
};
