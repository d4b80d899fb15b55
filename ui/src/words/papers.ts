// What becomes of papers: acts, fates, advice, deadlines.
import type { Adviser, Command, MotionKind, PaperFate, Position } from '../link/types';

const fates: Record<PaperFate, string> = {
  not_moved: 'Not moved',
  remitted: 'Remitted',
  referred_back: 'Referred back',
  next_business: 'Next business',
  adjourned: 'Debate adjourned',
  guillotined: 'Guillotined',
  not_reached: 'Not reached',
  remitted_to_executive: 'To the executive',
  lapsed: 'Lapses',
};

export const words = {
  challenge: 'A challenge to the committee',
  title: (label: string): string => `What becomes of ${label}`,
  key: 'What becomes of it',
  takeUnder: 'Take it under an item',
  under: 'Taken under',
  nothing: 'Nothing more can become of it now.',
  reason: 'Reason',
  reasonHint: 'It stands in the record: why, at whose word, or until when.',
  reasonMissing: 'Say why: it stands in the record.',
  acts: {
    rule_in: 'Rule it in',
    rule_out: 'Rule it out',
    print_motions: 'Print it',
    put_on_agenda: 'Put it on the agenda',
    put_on_by_vote: 'On the agenda by a vote of conference',
    withdraw_motion: 'Withdrawn by its mover',
    accept_amendment: 'Accepted without a vote',
  } as Partial<Record<Command['act'], string>>,
  fates,
  means: {
    [fates.not_moved]: 'Nobody moves it when it is called.',
    [fates.remitted]: 'It goes to the executive undecided. Its mover has to agree.',
    [fates.referred_back]: 'Conference sends it back.',
    [fates.next_business]: 'Conference goes on without deciding it.',
    [fates.adjourned]: 'The debate goes on later where it stopped, with its list of speakers.',
    [fates.guillotined]: 'The time of its section is up.',
    [fates.not_reached]: 'Conference closes without it.',
    'Accepted without a vote': 'It becomes part of the motion.',
    'Print it': 'It stands in the preliminary agenda.',
  } as Record<string, string>,

  advice: {
    title: 'What conference is advised',
    key: 'A position on it',
    form: (label: string): string => `A position on ${label}`,
    adviser: 'Who',
    advisers: { committee: 'The committee', executive: 'The executive' } as Record<Adviser, string>,
    position: 'Position',
    positions: {
      support: 'supports it',
      oppose: 'opposes it',
      support_with_reservations: 'supports it with reservations',
      leave_to_conference: 'leaves it to conference',
      seek_remission: 'seeks its remission',
    } as Record<Position, string>,
    none: 'has no position',
    sentence: 'In a sentence',
    sentenceHint: 'may stay blank',
    enter: 'Enter it',
  },

  sort: { key: 'Section and category', title: (label: string): string => `Where ${label} belongs`, titleOf: (n: number): string => `Where ${n} papers belong`, section: 'Section of the agenda', category: 'Category', enter: 'Sort it' },

  deadline: {
    key: 'Deadlines',
    title: 'Until when papers are handed in',
    kind: 'Kind of paper',
    at: 'Until',
    atHint: '2016-07-29 12:00, by the clocks of the conference; blank: whenever',
    enter: 'Set it',
    none: 'No deadline is set.',
    kinds: (kind: MotionKind): string => kind.replaceAll('_', ' '),
  },

  earlier: 'Taken earlier',
  later: 'Taken later',
};
