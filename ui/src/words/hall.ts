/** The words of the hall's screen. */
export const hall = {
  title: 'Hall',
  rehearsal: 'Rehearsal',
  stale: (time: string) => `not up to date since ${time}`,
  staleNow: 'not up to date',
  waiting: 'Waiting for the chair’s laptop',
  record: (code: string) => `record ${code}`,
  result: (code: string) => `result ${code}`,
  guillotine: 'The time of this section is up',
  welcome: 'Welcome',
  item: (number: string) => `Item ${number}`,
  break: 'Break',
  until: 'Back at',
  untilDay: (day: string) => `Back on ${day} at`,
  firstItem: 'Next',
  next: 'next',
  then: 'then',
  stopped: 'clock stopped',
  paused: 'clock paused',
  ready: 'ready',
  left: 'time left',
  over: 'over time',
  abridged: 'Only the part that changes is shown. The whole text is in the order paper.',
  partOnly: 'Only the part that is voted on is shown. The whole text is in the order paper.',
  cutShort: 'The text goes on in the order paper.',
  ifCarried: 'If carried',
  ifLost: 'If lost',
  needs: 'needs',
  takes: 'Needed',
  presides: (name: string) => `${name} in the chair`,
  noBusiness: 'No business is on the order paper yet.',
  order: 'Order of business',
  notReached: 'not reached',
  noBreak: 'no time left',
  done: 'done',
  current: 'now',
  optionsOne: 'Raise your hand once, for one of them, when its letter is called.',
  optionsEach: 'Each is voted on by itself: for, then against.',
  calling: 'Now called',
  doorsClosed: 'Doors closed',
  private: 'Private session',
  privateLead: 'Conference is sitting in private. Visitors are welcome again when open session resumes.',
  openAgain: 'Open session expected at',
  more: (n: number) => `and ${n} more after this`,
  black: 'The screen is black.',
  corrected: 'Corrected',
  lineItems: 'How each delegation voted is published.',
  wasCorrected: (why: string) => `The result declared before was wrong: ${why}`,
  conference: 'Conference',
  forPercent: 'for %',
  againstPercent: 'against %',
  abstained: 'abstained',
  abstentionsNotCounted: 'abstentions not counted',
  needed: (percent: string) => `the line: ${percent} %`,
  weight: (n: number) => `weight ${n}`,
  priorities: 'Priorities ballot',
  mayChoose: (n: number) => `A delegation may choose ${n}. Put the numbers on the paper.`,
  prioritiesClosed: 'The ballot is closed. The papers are being counted.',
  prioritiesChosen: 'Conference has chosen',
} as const;

export const sideWords = { for: '▲ for', against: '▼ against', to: '● to the question' } as const;

export const roleWords = {
  mover: 'moving',
  seconder: 'seconding',
  speaker: '',
  reply: 'right of reply',
  point_of_order: 'point of order',
  platform: 'from the platform',
} as const;

export const lightWords = { ready: '', time: '', wind_up: 'wind up', stop: 'stop' } as const;

/** What stands where a vote is, by its state. */
export const voteStates: Record<string, { word: string; say: string }> = {
  called: { word: 'Get ready to vote', say: 'The chair is about to open the vote.' },
  open: { word: 'Voting is open', say: '' },
  closed: { word: 'Being counted', say: 'Voting is closed: nothing more is collected.' },
  provisional: { word: 'Counted', say: 'The chair will declare the result.' },
  inconclusive: { word: 'Not clear', say: 'Nothing is decided. The question is put again.' },
  abandoned: { word: 'Vote given up', say: 'Nothing is decided. The question stands as it was.' },
};

/** How to vote, by the method. */
export const howToVote = {
  agreed: 'If you object, say so now.',
  counted: 'For, against and abstentions are called in turn. Keep your hand up until a teller has counted you.',
  roll_call: 'Answer when your name is called: for, against, or abstain.',
  secret: 'Collect one paper, mark it for, against or abstain where nobody sees you, and put it in a box.',
  hands: 'Raise your hand when the chair calls: for, then against, then abstentions.',
  card: (card: number | null) => `Tear out one slip${card === null ? '' : ` of vote\u00a0${card}`}, and hand it to a teller:`,
};

/** The slips of a book, in their colours. */
export const slipWords = {
  for: { word: 'For', colour: 'blue' },
  against: { word: 'Against', colour: 'orange' },
  abstain: { word: 'Abstain', colour: 'white' },
} as const;

export const methodWords = { agreed: 'Is it agreed?', hands: 'Show of hands', counted: 'Counted by tellers', card: 'Card', roll_call: 'Roll call', secret: 'Secret ballot' } as const;

/** The same, of hands and names that are counted in the hall. */
export const countStates: Record<string, { word: string; say: string }> = {
  called: { word: 'Get ready', say: 'The chair is about to start the count. Please stay in your places.' },
  open: { word: 'Being counted', say: '' },
  provisional: { word: 'Counted', say: 'The chair will declare the result.' },
};
