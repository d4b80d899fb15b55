// Written by hand from the Rust files until `cargo xtask types` generates this file; names are the Rust names.

export type DelegationId = number; export type DelegateId = number; export type CardId = number; export type MotionId = number;
export type ItemId = number; export type QuestionId = number; export type RequestId = number; export type InterruptionId = number;
export type SectionId = number; export type SlipId = number; export type VoteId = number; export type SpeechId = number;

export type Side = 'for' | 'against' | 'to';
export type Role = 'mover' | 'seconder' | 'speaker' | 'reply' | 'point_of_order' | 'information' | 'platform';
export type Operation = 'replace' | 'insert_after' | 'delete';
export type Edit = { paragraph: number; operation: Operation; text: string };
export type PassageKind = 'same' | 'inserted' | 'deleted';
export type Passage = { kind: PassageKind; text: string };
export type MarkedParagraph = { number: number | null; passages: Passage[]; touched: boolean };
export type Refusal = { code: string; sentence: string; allow: string | null };
export type FaultShown = { sentence: string; detail: string };
export type Figures = { for: number; against: number; abstain: number };
export type SectionTally = { name: string | null; weight: number; figures: Figures };
export type EmptySection = 'zero' | 'drop';
export type Majority = 'simple' | 'two_thirds' | 'two_thirds_strict' | 'three_quarters' | 'unanimous';
export type Base = 'voting' | 'with_abstentions' | 'present';
export type Alternate = 'strict' | 'balance' | 'none';
export type Tie = 'lost' | 'chair_casting' | 'revote';
export type Quorum = 'none' | { number: number } | { fraction: { of_registered_num: number; den: number } } | { organisations: number };
export type QuorumStanding = { needed: number; present: number; met: boolean; sentence: string };
export type Speech = { granted_ms: number; warn_ms: number; extra_ms: number; used_ms: number; running_since: number | null; ended: boolean };
export type Light = 'ready' | 'time' | 'wind_up' | 'stop';
export type Reading = { left_ms: number; used_ms: number; light: Light; running: boolean };
export type Column = { cards: number; votes: number };
export type Reconciliation = { issued: Column; for: Column; against: Column; abstain: Column; spoiled: Column; not_returned: Column; cancelled: Column; query: Column; not_seen: Column; balances: boolean };
export type ItemState = 'planned' | 'current' | 'parked' | 'adjourned' | 'closed' | 'not_reached';
export type Times = { mover_motion: number; seconder: number; mover_amendment: number; other: number; reply: number; platform: number; warning: number };
export type Speak = { once_per_motion: boolean; formal_second_counts: boolean; alternate: Alternate };
export type Card = { empty_section: EmptySection; by_chair: boolean; demanded_by: number | null };
export type VoteMinutes = { hands: number; counted: number; card: number };
export type StandingOrders = { name: string; title: string; source: string; time: Times; speak: Speak; tie: Tie; base: Base; quorum: Quorum; majority: Majority; card: Card; vote_minutes: VoteMinutes };

export type NewConference = { name: string; venue?: string; time_zone: string; days: string[]; profile: string; rehearsal?: boolean; about?: string };
export type RegisterRow = { number: string; name: string; section?: string | null; members: number; votes?: number | null };
export type ProgrammeRow = { day: string; start: string; end: string; session: string; title: string; motions?: string; private?: boolean };
export type NewMotion = { number: string; kind: MotionKind; title: string; upon?: MotionId | null; mover?: string | null; seconder?: string | null; paragraphs?: string[]; edits?: Edit[]; two_thirds?: boolean; item?: ItemId | null };
export type MotionKind = 'motion' | 'amendment' | 'composite' | 'emergency' | 'statement';
export type ItemKind = 'business' | 'break' | 'report' | 'election';
export type Standing = 'delegate' | 'ex_officio' | 'observer' | 'visitor' | 'staff';
export type Who = { delegate?: DelegateId | null; delegation?: DelegationId | null; name?: string | null; body?: string | null };
export type Method = 'agreed' | 'hands' | 'card';
export type Choice = 'for' | 'against' | 'abstain' | 'spoiled';
export type Settlement = 'set_aside' | 'count' | 'spoil';
export type Casting = 'for' | 'against' | 'declined';
export type InterruptionKind = 'point_of_order' | 'point_of_information' | 'explanation';
export type Ruling = 'well_taken' | 'not_well_taken' | 'heard';
export type Face = 'follow' | 'welcome' | 'order' | 'message' | 'vote';
export type Place = 'up' | 'down' | 'first' | 'last';

export type Command =
  | { act: 'set_up'; conference: NewConference }
  | { act: 'import_register'; rows: RegisterRow[] }
  | { act: 'weigh_section'; section: SectionId; weight: number }
  | { act: 'add_delegate'; badge: string; name: string; delegation: DelegationId | null; standing: Standing; first_time?: boolean }
  | { act: 'mark_present'; delegate: DelegateId; present: boolean }
  | { act: 'issue_cards' }
  | { act: 'replace_card'; card: CardId; reason: string }
  | { act: 'import_programme'; rows: ProgrammeRow[] }
  | { act: 'add_item'; title: string; number?: string; kind: ItemKind; minutes: number; after: ItemId | null }
  | { act: 'settle_item'; item: ItemId; number: string; kind: ItemKind; fixed: boolean }
  | { act: 'move_item'; item: ItemId; place: Place }
  | { act: 'add_motion'; motion: NewMotion }
  | { act: 'open' }
  | { act: 'close' }
  | { act: 'take_item'; item: ItemId }
  | { act: 'park_item'; item: ItemId }
  | { act: 'close_item'; item: ItemId }
  | { act: 'reopen_item'; item: ItemId }
  | { act: 'call_motion'; motion: MotionId }
  | { act: 'second_formally'; question: QuestionId }
  | { act: 'withdraw_question'; question: QuestionId; reason: string }
  | { act: 'ask_to_speak'; question: QuestionId; who: Who; side: Side; role: Role }
  | { act: 'change_side'; request: RequestId; side: Side }
  | { act: 'move_request'; request: RequestId; place: Place }
  | { act: 'withdraw_request'; request: RequestId }
  | { act: 'call_speaker'; request: RequestId }
  | { act: 'take_back_speaker'; request: RequestId }
  | { act: 'start_clock'; request: RequestId }
  | { act: 'stop_clock'; request: RequestId }
  | { act: 'extend_speech'; request: RequestId; seconds: number }
  | { act: 'end_speech'; request: RequestId }
  | { act: 'interrupt'; question: QuestionId; kind: InterruptionKind; body: string; stated: string }
  | { act: 'rule'; interruption: InterruptionId; ruling: Ruling; words: string }
  | { act: 'put_question'; question: QuestionId; method: Method; card_no?: number | null }
  | { act: 'not_clear'; vote: VoteId }
  | { act: 'count_hands'; vote: VoteId; for: number; against: number; abstain: number | null }
  | { act: 'open_vote'; vote: VoteId }
  | { act: 'close_vote'; vote: VoteId }
  | { act: 'abandon_vote'; vote: VoteId; reason: string }
  | { act: 'enter_slip'; vote: VoteId; card: number; choice: Choice }
  | { act: 'set_slip_aside'; slip: SlipId; reason: string }
  | { act: 'settle_query'; slip: SlipId; how: Settlement; reason: string }
  | { act: 'mark_not_returned'; vote: VoteId; cards: number }
  | { act: 'finish_count'; vote: VoteId }
  | { act: 'declare'; vote: VoteId; carried: boolean | null; casting?: Casting | null }
  | { act: 'correct'; vote: VoteId; sections: SectionTally[]; reason: string }
  | { act: 'show_in_hall'; face: Face; vote?: VoteId | null; message?: string | null }
  | { act: 'black'; on: boolean }
  | { act: 'note'; text: string };

export type View =
  | { view: 'start' } | { view: 'desk' } | { view: 'hall' } | { view: 'programme' } | { view: 'papers' } | { view: 'register' }
  | { view: 'people' } | { view: 'votes' } | { view: 'vote'; vote: VoteId } | { view: 'roll'; vote: VoteId }
  | { view: 'record'; before: number | null } | { view: 'standing_orders' };

export type ActorRole = 'chair' | 'committee' | 'teller' | 'desk' | 'hall' | 'script';
export type Actor = { role: ActorRole; station: string; name?: string | null };
export type Envelope = { idem?: string | null; actor: Actor; at?: number | null; command: Command; reason?: string | null };
export type UndoRequest = { actor: Actor; seq?: number | null; redo?: boolean; idem?: string | null };
export type Made = { table: string; id: number };
export type Receipt = { seq: number; words: string; made: Made[]; repeated: boolean };
export type Answer = { receipt: Receipt } | { refusal: Refusal } | { fault: FaultShown };

export type Heading = { name: string; venue: string; time_zone: string; about: string; rehearsal: boolean; state: string; day: string; session: string | null; now: number };
export type StepState = 'done' | 'current' | 'ahead';
export type Step = { label: string; state: StepState };
export type QuestionShown = { id: QuestionId; motion: MotionId; kind: MotionKind; label: string; title: string; wording: string; mover: string | null; seconder: string | null; parties: string; state: string; paragraphs: MarkedParagraph[]; if_carried: string; if_lost: string; as_amended: boolean };
export type RequestState = 'waiting' | 'speaking' | 'heard' | 'withdrawn';
export type RequestLine = { id: RequestId; delegate: DelegateId | null; name: string; body: string; side: Side; role: Role; state: RequestState; note: string; suggested: boolean; reason: string; seconds: number | null };
export type SpeechShown = { request: RequestId; name: string; body: string; side: Side; role: Role; clock: Speech };
export type InterruptionShown = { id: InterruptionId; kind: InterruptionKind; body: string; stated: string };
export type Counted = { for: number; against: number; abstain: number | null };
export type SectionShown = { name: string | null; weight: number; counted: Counted; for_percent: string; against_percent: string };
export type ResultShown = { outcome: string; word: string; reason: string; counted: Counted | null; percent: [string, string] | null; sections: SectionShown[]; threshold: number; correction: string | null; at: number; code: string };
export type VoteShown = { id: VoteId; question: QuestionId; method: Method; label: string; card_no: number | null; subject: string; wording: string; if_carried: string; if_lost: string; state: string; majority: string; counted: Counted | null; entered: number; issued: number; queries: number; result: ResultShown | null; corrected: ResultShown[] };
export type Offer = { key: string; label: string; hint: string; say: string; command: Command | null; panel: string | null; confirm: boolean; refused: Refusal | null };

export type Schedule = { behind_ms: number; words: string; not_reached: string[] };
export type ItemLine = { id: ItemId; number: string; title: string; note: string; kind: ItemKind; state: ItemState; fixed: boolean; private: boolean; session: string; planned_start: number; planned_end: number; forecast_start: number | null; forecast_end: number | null; reached: boolean };
export type ItemShown = { id: ItemId; number: string; title: string; kind: ItemKind; started_at: number | null; minutes: number };
export type Callable = { motion: MotionId; kind: MotionKind; label: string; title: string; mover: string | null };
export type MethodOffer = { method: Method; key: string; label: string; say: string; refused: Refusal | null };
export type LastAct = { seq: number; words: string; undoable: boolean };
export type DeskView = {
  heading: Heading; schedule: Schedule; quorum: QuorumStanding | null; saved_at: number; seq: number; items: ItemLine[]; item: ItemShown | null;
  question: QuestionShown | null; steps: Step[]; speech: SpeechShown | null; interruption: InterruptionShown | null; waiting: RequestLine[];
  heard: RequestLine[]; balance: [number, number, number]; vote: VoteShown | null; last_vote: VoteShown | null; parked_votes: VoteShown[];
  callable: Callable[]; methods: MethodOffer[]; next: Offer | null; others: Offer[]; last_act: LastAct | null; hall: HallView;
};

export type HallQuestion = { kicker: string; title: string; lead: string; paragraphs: MarkedParagraph[] };
export type NextSpeaker = { name: string; body: string };
export type HallItem = { number: string; title: string; start: number | null; current: boolean; done: boolean; is_break: boolean };
export type FaceShown =
  | { face: 'welcome'; next: HallItem | null }
  | { face: 'item'; number: string; title: string; until: number | null }
  | { face: 'debate'; question: HallQuestion; speech: SpeechShown | null; next: NextSpeaker[]; interruption: string | null }
  | { face: 'vote'; question: HallQuestion; vote: VoteShown }
  | { face: 'result'; vote: VoteShown; next: string }
  | { face: 'order'; items: HallItem[] }
  | { face: 'message'; text: string };
export type HallView = { heading: Heading; black: boolean; face: FaceShown; head: string };

export type ProgrammeDay = { date: string; words: string; items: ItemLine[] };
export type ProgrammeView = { heading: Heading; schedule: Schedule; days: ProgrammeDay[] };
export type PaperShown = { id: MotionId; label: string; number: string; kind: MotionKind; title: string; upon: MotionId | null; parties: string; state: string; item: ItemId | null; paragraphs: MarkedParagraph[]; as_it_stands: string[] | null; two_thirds: boolean };
export type PapersView = { papers: PaperShown[] };
export type EntryLine = { seq: number; at: number; by: string; act: string; words: string; reason: string | null; undone_by: number | null; undoes: number | null };
export type RecordView = { heading: Heading; entries: EntryLine[]; total: number; more: boolean; head: string };
export type SectionLine = { id: SectionId; name: string; weight: number; delegations: number; votes: number };
export type CardLine = { id: CardId; number: number; value: number; custody: string };
export type DelegationLine = { id: DelegationId; number: string; name: string; section: string | null; members: number; votes: number; cards: CardLine[]; delegates: number; present: number };
export type DelegateLine = { id: DelegateId; badge: string; name: string; delegation: string | null; standing: Standing; present: boolean; first_time: boolean };
export type RegisterTotals = { delegations: number; members: number; votes: number; cards: number; delegates: number; present: number };
export type RegisterView = { version: number; why: string; sections: SectionLine[]; delegations: DelegationLine[]; delegates: DelegateLine[]; totals: RegisterTotals };
export type Person = { id: DelegateId; badge: string; name: string; body: string; present: boolean };
export type Body = { id: DelegationId; number: string; name: string };
export type PeopleView = { people: Person[]; bodies: Body[] };
export type VotesView = { heading: Heading; votes: VoteShown[] };
export type SectionTurnout = { name: string | null; issued: number; seen: number; seen_percent: string; before_percent: string | null };
export type SlipLine = { id: SlipId; number: number; delegation: string; value: number | null; choice: Choice; state: string; why: string; station: string };
export type NotSeen = { number: number; delegation: string; value: number; not_returned: boolean };
export type VoteView = { heading: Heading; vote: VoteShown; reconciliation: Reconciliation | null; sections: SectionTurnout[]; slips: SlipLine[]; queries: SlipLine[]; not_seen: NotSeen[]; not_ready: Refusal | null };
export type RollLine = { number: number; delegation: string; section: string | null; value: number; cancelled: boolean };
export type RollView = { vote: VoteId; cards: RollLine[] };

// Not yet in Rust when this was written: a guess, to be replaced by the generated types.
export type RecentFile = { path: string; name: string; opened_at: number };
export type ProfileLine = { name: string; title: string; source: string };
export type StartView = { open: RecentFile | null; lately: RecentFile[]; profiles: ProfileLine[] };
export type Errand =
  | { errand: 'open'; path: string }
  | { errand: 'create'; path: string; conference: NewConference }
  | { errand: 'demo'; path?: string | null }
  | { errand: 'rehearse'; path?: string | null }
  | { errand: 'close' }
  | { errand: 'copy'; path: string }
  | { errand: 'verify' }
  | { errand: 'print'; what: string; path?: string | null }
  | { errand: 'export'; what: string; path?: string | null };
export type ErrandAnswer = { done: { sentence: string; path?: string | null } } | { refusal: Refusal } | { fault: FaultShown };
export type BadRow = { row: number; sentence: string };
export type ImportPreview = { kind: 'register' | 'programme'; command: Command | null; rows: number; added: number; changed: number; bad: BadRow[]; columns: string[]; sample: string[][] };
