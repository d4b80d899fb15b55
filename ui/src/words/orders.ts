import type { Abstain, Accept, Alternate, AmendmentOrder, Demand, EmptySection, Entitlement, Formula, Majority, MajorityOf, MotionKind, Numbers, OfAmendment, Quorum, Tie, When } from '../link/types';
import { words as papers } from './motions';

const majorities: Record<Majority, string> = {
  simple: 'More than half carries.',
  two_thirds: 'At least two-thirds carries.',
  two_thirds_strict: 'More than two-thirds carries.',
  three_quarters: 'At least three-quarters carries.',
  unanimous: 'Only a vote with nobody against carries.',
};
const abstains: Record<Abstain, string> = {
  excluded: 'Abstentions are recorded and change nothing.',
  in_base: 'Abstentions are among them: an abstention weighs against.',
};
const whens: Record<When, string> = {
  before_question: 'before the question is put',
  after_hands: 'after a show of hands',
  both: 'before the question is put or after a show of hands',
};
const demanders = (demand: Demand): string => {
  if (demand === 'mover') return 'The mover';
  if ('delegates' in demand) return `${demand.delegates} delegates`;
  if ('delegations' in demand) return `${demand.delegations} delegations`;
  return `${demand.fraction.num} in ${demand.fraction.den} of the delegates registered`;
};
const bases: Record<MajorityOf, string> = {
  voting: 'Counted of those who vote.',
  present: 'Counted of all who are present, whether they vote or not: staying silent weighs against.',
};
const ties: Record<Tie, string> = {
  lost: 'A tie is lost: the question is not carried.',
  chair_casting: 'On a tie the chair may give a casting vote. A chair who declines leaves the question not carried, which is not the same as lost.',
  revote: 'On a tie the vote is taken again.',
};
const alternates: Record<Alternate, string> = {
  strict: 'For and against take turns, as long as somebody waits on both sides.',
  balance: 'The side heard less comes next.',
  none: 'Speakers are called in the order they asked.',
};
const empties: Record<EmptySection, string> = {
  zero: 'A section in which nobody votes keeps its weight and gives it to neither side.',
  drop: 'A section in which nobody votes is left out, and the others are the whole.',
};
const orders: Record<AmendmentOrder, string> = {
  text_position: 'Amendments are taken in the order in which they first touch the text.',
  printed: 'Amendments are taken in the order of their numbers.',
  soc: 'Amendments are taken as the committee has placed them; by their numbers where it has not.',
};
const accepts: Record<Accept, string> = {
  mover: 'The mover of the motion may accept one without a vote.',
  no_objection: 'One is accepted without a vote where nobody in the hall objects.',
};
const ofAmendments: Record<OfAmendment, string> = {
  allowed: 'An amendment may itself be amended.',
  not: 'An amendment may not itself be amended.',
};
const formulas: Record<Exclude<Formula, { fixed: number }>, { delegates: string; votes: string }> = {
  labour_clp2022: { delegates: '1 up to 749 members, then 1 more and 1 for each further 250 or part, at most 6', votes: 'as many as it has members' },
  momentum_cac2016: { delegates: '2 for each 100 members or part', votes: 'as many as it has delegates' },
  london_momentum: { delegates: '2 for each 50 members or part, at most 10', votes: 'as many as it has delegates' },
  london_momentum_union: { delegates: '5 below 250,000 members, otherwise 10', votes: 'as many as it has delegates' },
  wolverhampton_tuc: { delegates: '1 for each 50 members or part up to 200, then 1 for each further 100 or part, at most 11', votes: 'as many as it has delegates' },
  per_thousand: { delegates: '1', votes: '1 for each completed thousand members' },
  per_member: { delegates: '1', votes: 'as many as it has members' },
};
const formulaOf = (formula: Formula | null, of: 'delegates' | 'votes'): string => {
  if (formula === null) return 'as the register says';
  return typeof formula === 'object' ? `${formula.fixed} for every body` : formulas[formula][of];
};
const KINDS: Exclude<MotionKind, 'amendment'>[] = ['motion', 'composite', 'emergency', 'late', 'statement', 'rule_change', 'report', 'challenge'];

export const words = {
  title: 'Standing orders in force',
  short: 'Standing orders',
  none: 'No standing orders are in force yet.',
  noneMore: 'They are chosen when a conference is set up.',
  toStart: 'Set up a conference',
  loading: 'Fetching the standing orders',
  source: 'Source',
  readOnly: 'Conference adopted these; they are read here and changed only by conference. Every vote keeps a copy of those it was taken under, and the chair can allow what they forbid, with a reason that is recorded.',
  print: 'Print',

  time: 'Speaking times',
  who: 'Speaker',
  length: 'Length',
  rows: {
    mover_motion: 'Mover of a motion',
    seconder: 'Seconder',
    mover_amendment: 'Mover of an amendment',
    other: 'Everyone else',
    reply: 'Right of reply',
    platform: 'The executive or the committee',
  },
  warning: (time: string): string => `Speakers are told to wind up ${time} before the end.`,
  noWarning: 'There is no warning before the end.',

  speaking: 'Who may speak',
  once: 'A delegate speaks once on a question. The mover of the motion may also reply.',
  often: 'A delegate may speak more than once on a question.',
  formalCounts: 'Seconding formally counts as having spoken.',
  formalFree: 'Seconding formally does not count as having spoken: the seconder may still speak.',
  alternates,

  deciding: 'Deciding',
  majority: 'Majority',
  majorities,
  base: 'Of what',
  bases,
  abstains,
  marked: 'A paper marked “needs two-thirds” needs at least two-thirds, whatever the rule above.',
  tie: 'On a tie',
  ties,

  quorum: 'Quorum',
  quorumOf: (quorum: Quorum): string => {
    if (quorum === 'none') return 'No quorum is asked for.';
    if ('number' in quorum) return `${quorum.number} delegates have to be present.`;
    if ('organisations' in quorum) return `${quorum.organisations} organisations have to have somebody present.`;
    return `${quorum.fraction.of_registered_num} in ${quorum.fraction.den} of the delegates registered have to be present; a part of a delegate counts as one.`;
  },

  card: 'Card votes',
  byChair: 'The chair may order one.',
  notByChair: 'The chair alone cannot order one.',
  demanded: (by: Demand, when: When): string => `${demanders(by)} may demand one ${whens[when]}.`,
  notDemanded: 'Delegates have no right to demand one.',
  empties,
  countByChair: 'Whether tellers count a show of hands is for the chair.',
  countDemanded: (by: Demand, when: When): string => `${demanders(by)} may demand that tellers count the hands, ${whens[when]}.`,
  doorsClosed: 'The doors are closed before hands, cards or names are counted.',
  doorsAsTheChairSays: 'The doors are closed for a count where the chair says so.',

  amending: 'Amendments',
  orders,
  accepts,
  ofAmendments,

  committee: 'The committee',
  byReport: 'There is no agenda before conference has adopted a report of the committee.',
  notByReport: 'The agenda stands without a report; where the committee publishes one, it stands once conference has adopted it.',
  challengeTwoThirds: 'A challenge to its ruling needs two-thirds.',
  challengeSimple: 'A challenge to its ruling is decided by the ordinary majority.',

  numbering: 'Numbers of papers',
  numbersOf: (numbers: Numbers): string => KINDS.map((kind) => `${papers.kinds[kind]} ${numbers[kind]}1`).join(' · '),
  amendmentNumber: (letter: string): string => (letter === '' ? 'An amendment is numbered after its paper: 4.1.' : `An amendment is numbered by itself: ${letter}1.`),

  entitlement: 'What a body is entitled to',
  delegates: 'Delegates',
  votes: 'Votes on its card',
  entitledTo: (entitlement: Pick<Entitlement, 'delegates' | 'votes'>, of: 'delegates' | 'votes'): string => `${formulaOf(entitlement[of], of)}.`.replace(/^./, (first) => first.toUpperCase()),
  inSection: (section: string, of: 'delegates' | 'votes', formula: Formula): string => `In ${section}: ${formulaOf(formula, of)}.`,

  minutes: 'Minutes allowed for a vote in the timetable',
  minutesOf: (hands: number, counted: number, card: number): string => `Show of hands ${hands} · counted ${counted} · card vote ${card}`,

  duration: (seconds: number): string => {
    const minutes = Math.floor(seconds / 60);
    const rest = seconds % 60;
    const whole = minutes === 1 ? '1 minute' : `${minutes} minutes`;
    if (minutes === 0) return `${rest} seconds`;
    return rest === 0 ? whole : `${whole} ${rest} seconds`;
  },
};
