const time = (seconds: number): string => {
  const [minutes, rest] = [Math.floor(seconds / 60), String(seconds % 60).padStart(2, '0')];
  return `${minutes}:${rest}`;
};

export const fairness = {
  title: 'Who has been heard',
  short: 'Who has been heard',
  who: 'Who',
  speeches: 'Speeches',
  time: 'Minutes',
  all: (speeches: number, length: string): string => `${speeches} ${speeches === 1 ? 'speech' : 'speeches'}, ${length} minutes`,
  ofAll: 'at this conference',
  ofToday: 'today',
  today: 'Today only',
  whole: 'The whole conference',
  print: 'Print',
  rules: 'By what the next speaker is proposed:',
  never: 'The chair calls whom the chair calls.',
  nobody: 'Nobody has been heard yet.',
  bySide: 'By side',
  byFirst: 'By conferences',
  bySection: 'By section',
  byGroup: 'By group',
  byDelegation: (heard: number, unheard: number): string => (unheard === 0 ? 'By delegation, the least heard first' : `By delegation: ${heard} heard, ${unheard} not yet`),
  names: {
    sides: { for: 'For', against: 'Against', to: 'To the question', amendment: 'For an amendment', platform: 'From the platform' },
    first_time: { first: 'At a first conference', others: 'Others', unknown: 'Not on the register' },
    sections: { '': 'In no section' },
    groups: { '': 'In no group' },
    delegations: { '': 'No delegation' },
  } as Partial<Record<string, Record<string, string>>>,
  length: time,
};
