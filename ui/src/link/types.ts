// made by cargo xtask types

export type AbsentShare = "lost" | "redistribute_if_recorded";

export type Abstain = "excluded" | "in_base";

export type Accept = "mover" | "no_objection";

export type Actor = { role: Duty, station: string, name?: string | null, };

export type AddressShown = { address: string, network: string, only_here: boolean, };

export type AdviceShown = { adviser: Adviser, position: Position, words: string, sentence: string, };

export type Adviser = "committee" | "executive";

export type AgendaRow = { title: string, number?: string, motions?: string, minutes: number, private?: boolean, };

export type Alternate = "strict" | "balance" | "none";

export type AmendKeys = { order: AmendmentOrder, debate: AmendmentDebate, accept: Accept, of_amendment: OfAmendment, };

export type AmendmentDebate = "sequential" | "grouped_then_votes";

export type AmendmentOrder = "text_position" | "printed" | "soc";

export type AmendmentShown = { id: MotionId, number: string, label: string, title: string, parties: string, state: MotionState, changes: Array<MarkedParagraph>, collides: Array<string>, beside: Array<string>, no_longer_fits: Refusal | null, direct_negative: boolean, };

export type AnnounceKeys = { carried: string, lost: string, first: SaidFirst, };

export type Answer = { "receipt": Receipt }
  | { "refusal": Refusal }
  | { "fault": FaultShown };

export type AtTheDoor = { id: DelegateId, badge: string, name: string, delegation: DelegationId | null, body: string, standing: Standing, votes: boolean, present_since: number | null, first_time: boolean, substituted_by: string | null, };

export type AttachmentId = number;

export type AttachmentShown = { id: AttachmentId, name: string, media_type: string, size: string, sha256: string, at: string, };

export type AwayClock = "as_if_it_had_run" | "as_at_the_last_act";

export type AwayId = number;

export type AwayOffer = { key: string, label: string, command: Command, };

export type AwayShown = { id: AwayId, sentence: string, ways: Array<AwayOffer>, };

export type BackupStatus = { last_at: number | null, seq: number, place: string | null, second: string | null, problem: string | null, };

export type BallotBatchId = number;

export type BallotBatchShown = { id: BallotBatchId, papers: number, batch: Batch, set_aside: string | null, };

export type BallotShown = { id: PrioritiesId, title: string, counting: PrioritiesCounting, choices: number, places: number, state: PrioritiesState, options: Array<OptionShown>, papers: Array<PriorityPaper>, lists: Array<PriorityList>, agenda: PriorityAgenda | null, };

export type BallotVoterId = number;

export type BallotVoterShown = { id: BallotVoterId, badge: string, name: string, body: string, has_voted: boolean, };

export type Batch = { for: number, against: number, abstain: number, spoiled: number, };

export type BatchEntryId = number;

export type BatchId = number;

export type BatchLine = { id: BatchId, name: string, slips: number | null, state: BatchState, typing: BatchTyping | null, tellers: Array<string>, first_here: boolean, elsewhere: boolean, typed: number, differ: number, why: string, };

export type BatchState = "waiting" | "claimed" | "first_in_progress" | "first_done" | "second_in_progress" | "differs" | "again_in_progress" | "settled" | "discarded";

export type BatchTyping = { entry: BatchEntryId, teller: string, station: string, };

export type Beside = { demand: DemandShown | null, choosing: ChoosingShown | null, };

export type BlockEntryShown = { counted: Counted, why: string, station: string, at: number, };

export type Body = { id: DelegationId, number: string, name: string, };

export type Book = "per_delegation" | "per_delegate";

export type BookLine = { id: CardId, number: number, delegation: DelegationId, delegation_number: string, delegation_name: string, section: string | null, holder: string | null, badge: string | null, value: number, custody: string, given_to: string, since: number, why: string, replaced_by: number | null, replaces: number | null, };

export type BusinessFate = "lost_business" | "guillotine_section" | "executive" | "lapses" | "remitted";

export type CableErrand = { "what": "addresses" }
  | { "what": "listen", addresses: Array<string>, port: number, }
  | { "what": "stop" }
  | { "what": "offer", role: Duty, }
  | { "what": "withdraw", code: string, }
  | { "what": "make_pack", vote: VoteId, role: Duty, person: string, path?: string | null, }
  | { "what": "look_at_return", file: FileBrought, }
  | { "what": "take_in_return", file: FileBrought, }
  | { "what": "look_at_pack", file: FileBrought, }
  | { "what": "open_pack", file: FileBrought, }
  | { "what": "go_on_with_pack", mark: string, }
  | { "what": "write_return", path?: string | null, }
  | { "what": "leave_pack", forget: boolean, };

export type CableShown = { listening: Array<string>, fingerprint: string | null, desk: string | null, codes: Array<CodeShown>, heard: Array<Heard>, notice: string | null, };

export type Callable = { motion: MotionId, kind: MotionKind, label: string, title: string, mover: string | null, adjourned: boolean, debated: boolean, seconded: boolean, refused: Refusal | null, to_settle: boolean, direct_negative: boolean, };

export type CalledNameId = number;

export type CalledNameShown = { id: CalledNameId, badge: string, name: string, body: string, checked_in: boolean, answer: "for" | "against" | "abstain" | "absent" | null, why: string, first: "for" | "against" | "abstain" | "absent" | null, };

export type CandidateShown = { id: ChoosingOptionId, letter: string, words: string, state: string, dropped_in: number | null, voted_on: boolean, votes: number | null, against: number | null, };

export type CardId = number;

export type CardKeys = { empty_section: EmptySection, by_chair: boolean, demanded_by: Demand | null, when: When, mandatory_for: Array<MotionKind>, book: Book, value_shown: boolean, abstain_slip: boolean, line_items_published: boolean, signed: boolean, };

export type CardLine = { id: CardId, number: number, value: number, custody: string, why: string, cancelled_at: number | null, };

export type CardState = "not_seen" | "not_returned" | "typed" | "for" | "against" | "abstain" | "split" | "spoiled" | "cancelled" | "query";

export type CardsView = { heading: Heading, book: Book, books: Array<BookLine>, sections: Array<CustodyLine>, totals: CustodyLine, without: number, missing: boolean, next_vote: number, before_first_vote: boolean, };

export type Casting = "for" | "against" | "declined";

export type ChallengeGround = "ruling" | "admitted" | "composite" | "place" | "part";

export type ChallengeKeys = { min_challengers: number, majority: Majority, base: MajorityOf, who_presides: Presides, speeches: Debatable, tie: ChallengeTie, };

export type ChallengeShown = { id: MotionId, label: string, title: string, by: string | null, reason: string, state: MotionState, before_conference: boolean, callable: boolean, to_carry_out: boolean, };

export type ChallengeTie = "sustained" | "overturned";

export type ChangeKeys = { majority: Majority, base: MajorityOf, shorter_speeches: Majority, };

export type Choice = "for" | "against" | "abstain" | "spoiled" | "unsigned";

export type ChoosingId = number;

export type ChoosingOptionId = number;

export type ChoosingShown = { id: ChoosingId, title: string, way: Way, state: string, decided_at: number | null, round: number, between_last: boolean, options: Array<CandidateShown>, found: Round | null, reason: string, needs: string, no_casting: Refusal | null, };

export type ClockFacts = { now: number, drift_ms: number, rehearsal: boolean, };

export type ClosingView = { items: Array<string>, papers: Array<string>, };

export type CodeShown = { code: string, role: Duty, until: number, };

export type Column = { cards: number, votes: number, };

export type Command = { "act": "set_up", conference: NewConference, }
  | { "act": "import_register", rows: Array<RegisterRow>, }
  | { "act": "weigh_section", section: SectionId, weight: number, }
  | { "act": "add_delegate", badge: string, name: string, delegation?: DelegationId | null, standing: Standing, first_time?: boolean, }
  | { "act": "import_delegates", rows: Array<DelegateRow>, }
  | { "act": "take_in_meeting", meeting: MeetingRows, }
  | { "act": "correct_delegate", delegate: DelegateId, data: DelegateData, reason: string, }
  | { "act": "substitute", delegate: DelegateId, badge: string, name: string, reason: string, }
  | { "act": "end_substitution", substitution: SubstitutionId, reason: string, }
  | { "act": "put_in_group", delegate: DelegateId, group: string, }
  | { "act": "check_in", badge: string, delegation?: DelegationId | null, }
  | { "act": "check_out", badge: string, }
  | { "act": "correct_delegation", delegation: DelegationId, data: DelegationData, reason: string, }
  | { "act": "give_entitlement", delegations: Array<DelegationId>, }
  | { "act": "change_franchise", standings: Array<Standing>, vote?: VoteId | null, reason: string, }
  | { "act": "change_standing_orders", profile?: string | null, keys?: Array<KeyChange>, vote?: VoteId | null, reason: string, }
  | { "act": "report_credentials" }
  | { "act": "adopt_credentials", report: CredentialsId, }
  | { "act": "mark_present", delegate: DelegateId, present: boolean, }
  | { "act": "make_books", book?: Book | null, }
  | { "act": "issue_cards" }
  | { "act": "give_out_book", number: number, to?: string, }
  | { "act": "take_book_back", number: number, }
  | { "act": "lose_book", number: number, reason: string, }
  | { "act": "cancel_book", number: number, reason: string, }
  | { "act": "replace_card", card: CardId, reason: string, }
  | { "act": "import_programme", rows: Array<ProgrammeRow>, }
  | { "act": "add_item", title: string, number?: string, kind: ItemKind, minutes: number, after?: ItemId | null, }
  | { "act": "settle_item", item: ItemId, number: string, kind: ItemKind, fixed: boolean, title?: string | null, }
  | { "act": "move_item", item: ItemId, place: Place, }
  | { "act": "remove_item", item: ItemId, }
  | { "act": "set_private", item: ItemId, private: boolean, }
  | { "act": "group_motions", item: ItemId, motions: Array<MotionId>, }
  | { "act": "ungroup_motions", item: ItemId, }
  | { "act": "adopt_plan", plan: PlanDraft, reason: string, }
  | { "act": "set_guillotine", session: SessionId, item?: ItemId | null, at: string, fate: BusinessFate, reason: string, }
  | { "act": "change_guillotine", guillotine: GuillotineId, at: string, fate: BusinessFate, reason: string, }
  | { "act": "take_guillotine_away", guillotine: GuillotineId, reason: string, }
  | { "act": "apply_guillotine", guillotine: GuillotineId, }
  | { "act": "lose_items", items: Array<ItemId>, fate: BusinessFate, reason: string, }
  | { "act": "put_lost_back", item: ItemId, after?: ItemId | null, }
  | { "act": "add_motion", motion: NewMotion, }
  | { "act": "submit_motion", motion: NewMotion, }
  | { "act": "import_motions", rows: Array<MotionRow>, }
  | { "act": "rule_in", motions: Array<MotionId>, reason?: string, }
  | { "act": "rule_out", motion: MotionId, reason: string, }
  | { "act": "print_motions", motions: Array<MotionId>, }
  | { "act": "put_on_agenda", motions: Array<MotionId>, item?: ItemId | null, }
  | { "act": "put_on_by_vote", motion: MotionId, reason: string, }
  | { "act": "withdraw_motion", motion: MotionId, reason: string, }
  | { "act": "dispose_of", motion: MotionId, fate: PaperFate, reason: string, }
  | { "act": "accept_amendment", question: QuestionId, }
  | { "act": "place_amendment", motion: MotionId, place: Place, }
  | { "act": "sort_motions", motions: Array<MotionId>, section: string, category: string, }
  | { "act": "advise", motion: MotionId, adviser: Adviser, position?: Position | null, sentence?: string, }
  | { "act": "set_deadline", kind: MotionKind, at?: string | null, }
  | { "act": "open" }
  | { "act": "close" }
  | { "act": "take_item", item: ItemId, }
  | { "act": "park_item", item: ItemId, }
  | { "act": "close_item", item: ItemId, }
  | { "act": "reopen_item", item: ItemId, }
  | { "act": "call_motion", motion: MotionId, }
  | { "act": "move_procedure", kind: ProcedureKind, upon?: QuestionId | null, who: Who, seconder?: Who | null, given?: ProcedureGiven, }
  | { "act": "second_procedure", question: QuestionId, who: Who, }
  | { "act": "refuse_procedure", kind: ProcedureKind, who: Who, why: string, }
  | { "act": "count_quorum", question: QuestionId, present: number, }
  | { "act": "ask_to_remit", question: QuestionId, asked_by: string, agreed: boolean, }
  | { "act": "leave_chair", to: string, reason: string, }
  | { "act": "return_to_chair" }
  | { "act": "adjourn", until?: string | null, reason: string, }
  | { "act": "resume" }
  | { "act": "second_formally", question: QuestionId, }
  | { "act": "withdraw_question", question: QuestionId, reason: string, }
  | { "act": "ask_to_speak", question: QuestionId, who: Who, side: Side, role: Role, }
  | { "act": "change_side", request: RequestId, side: Side, }
  | { "act": "move_request", request: RequestId, place: Place, }
  | { "act": "withdraw_request", request: RequestId, }
  | { "act": "call_speaker", request: RequestId, }
  | { "act": "take_back_speaker", request: RequestId, }
  | { "act": "start_clock", request: RequestId, }
  | { "act": "stop_clock", request: RequestId, }
  | { "act": "extend_speech", request: RequestId, seconds: number, }
  | { "act": "end_speech", request: RequestId, }
  | { "act": "interrupt", question?: QuestionId | null, kind: InterruptionKind, body: string, stated: string, }
  | { "act": "name_speaker", request: RequestId, delegate: DelegateId, }
  | { "act": "limit_debate", question: QuestionId, minutes?: number | null, }
  | { "act": "note_away" }
  | { "act": "settle_away", away: AwayId, how: AwayClock, }
  | { "act": "rule", interruption: InterruptionId, ruling: Ruling, words: string, }
  | { "act": "attach", motion: MotionId, name: string, sha256: string, }
  | { "act": "detach", attachment: AttachmentId, reason: string, }
  | { "act": "settle_amendment", amendment: MotionId, edits: Array<Edit>, reason: string, }
  | { "act": "correct_paper", motion: MotionId, to: PaperCorrected, reason: string, }
  | { "act": "compose", composite: NewComposite, }
  | { "act": "recompose", composite: MotionId, title: string, paragraphs: Array<string>, mover?: string | null, seconder?: string | null, more?: Array<MotionId>, }
  | { "act": "agree_composite", composite: MotionId, mover: string, seconder: string, item?: ItemId | null, }
  | { "act": "dissolve_composite", composite: MotionId, reason: string, }
  | { "act": "divide", motion: MotionId, parts: Array<Part>, asked_by?: string, }
  | { "act": "call_part", part: PartId, }
  | { "act": "join_part", part: PartId, reason: string, }
  | { "act": "nothing_remains", question: QuestionId, }
  | { "act": "put_question", question: QuestionId, method: Method, card_no?: number | null, }
  | { "act": "not_clear", vote: VoteId, }
  | { "act": "count_hands", vote: VoteId, for: number, against: number, abstain?: number | null, present?: number | null, }
  | { "act": "count_present", vote: VoteId, present: number, }
  | { "act": "open_vote", vote: VoteId, }
  | { "act": "close_vote", vote: VoteId, }
  | { "act": "abandon_vote", vote: VoteId, reason: string, }
  | { "act": "enter_slip", vote: VoteId, card: number, choice: Choice, }
  | { "act": "enter_scanned", vote: VoteId, code: string, entry?: BatchEntryId | null, }
  | { "act": "enter_split", vote: VoteId, card: number, split: SplitVotes, entry?: BatchEntryId | null, }
  | { "act": "count_twice", vote: VoteId, twice: boolean, }
  | { "act": "open_batch", vote: VoteId, name: string, slips?: number | null, }
  | { "act": "claim_batch", batch: BatchId, teller: string, }
  | { "act": "enter_in_batch", entry: BatchEntryId, card: number, choice: Choice, }
  | { "act": "say_not_here", entry: BatchEntryId, card: number, }
  | { "act": "finish_entry", entry: BatchEntryId, recounted?: string | null, }
  | { "act": "give_up_entry", entry: BatchEntryId, reason: string, }
  | { "act": "settle_difference", batch: BatchId, card: number, says: Says, reason: string, }
  | { "act": "discard_batch", batch: BatchId, reason: string, }
  | { "act": "acknowledge_turnout", vote: VoteId, words: string, }
  | { "act": "recount", vote: VoteId, reason: string, }
  | { "act": "set_slip_aside", slip: SlipId, reason: string, }
  | { "act": "settle_query", slip: SlipId, how: Settlement, reason: string, }
  | { "act": "mark_not_returned", vote: VoteId, cards: number, }
  | { "act": "demand", question: QuestionId, wanted: Wanted, by: string, support: Support, }
  | { "act": "grant_demand", demand: DemandId, words?: string, }
  | { "act": "refuse_demand", demand: DemandId, words?: string, }
  | { "act": "offer_options", item: ItemId, title: string, way: Way, options: Array<NewOption>, }
  | { "act": "count_options", choosing: ChoosingId, counts: Array<OptionCount>, reason?: string | null, }
  | { "act": "declare_options", choosing: ChoosingId, tie?: TieBreak | null, }
  | { "act": "abandon_options", choosing: ChoosingId, reason: string, }
  | { "act": "correct_options", choosing: ChoosingId, right: Array<ChoosingOptionId>, reason: string, }
  | { "act": "close_doors" }
  | { "act": "open_doors" }
  | { "act": "divide_hall", blocks: Array<HallBlock>, }
  | { "act": "enter_block", block: VoteBlockId, for: number, against: number, abstain?: number | null, reason?: string | null, }
  | { "act": "mark_block_empty", block: VoteBlockId, }
  | { "act": "recount_blocks", vote: VoteId, block?: VoteBlockId | null, reason: string, }
  | { "act": "answer_roll_call", name: CalledNameId, answer: "for" | "against" | "abstain" | "absent", reason?: string | null, }
  | { "act": "account_for_rest", vote: VoteId, names: number, }
  | { "act": "issue_papers", vote: VoteId, papers: number, reason?: string | null, }
  | { "act": "mark_voted", vote: VoteId, voters: Array<BallotVoterId>, voted: boolean, }
  | { "act": "enter_ballots", vote: VoteId, batch: Batch, }
  | { "act": "set_ballots_aside", batch: BallotBatchId, reason: string, }
  | { "act": "mark_papers_not_returned", vote: VoteId, papers: number, }
  | { "act": "vote_again", vote: VoteId, }
  | { "act": "finish_count", vote: VoteId, }
  | { "act": "declare", vote: VoteId, carried?: boolean | null, casting?: Casting | null, }
  | { "act": "declare_nem_con", vote: VoteId, }
  | { "act": "correct", vote: VoteId, sections: Array<CorrectedSection>, carried?: boolean | null, casting?: Casting | null, reason: string, }
  | { "act": "show_in_hall", face: Face, vote?: VoteId | null, message?: string | null, }
  | { "act": "black", on: boolean, }
  | { "act": "enter_consequence", cause: MotionId, part?: PartId | null, on: On, target: MotionId, paragraphs?: Paragraphs | null, reason: string, }
  | { "act": "take_consequence_away", consequence: ConsequenceId, reason: string, }
  | { "act": "confirm_consequences", consequences: Array<ConsequenceId>, }
  | { "act": "set_consequence_aside", consequence: ConsequenceId, reason: string, }
  | { "act": "put_back", consequence: ConsequenceId, reason: string, }
  | { "act": "note", text: string, }
  | { "act": "hand_in_emergency", motion: NewMotion, event?: string, on?: string | null, }
  | { "act": "place_emergency", motion: MotionId, after?: ItemId | null, minutes: number, }
  | { "act": "make_challenge", of: MotionId, ground?: ChallengeGround, to?: ItemId | null, by: string, reason: string, item: ItemId, }
  | { "act": "carry_out_challenge", challenge: MotionId, }
  | { "act": "start_report", title?: string, day?: DayId | null, }
  | { "act": "add_report_part", report: ReportId, kind: ReportPartKind, heading?: string, text?: string, }
  | { "act": "write_report_part", part: ReportPartId, heading: string, text?: string, }
  | { "act": "move_report_part", part: ReportPartId, place: Place, }
  | { "act": "remove_report_part", part: ReportPartId, }
  | { "act": "publish_report", report: ReportId, item?: ItemId | null, mover?: string, }
  | { "act": "move_reference_back", part: ReportPartId, by: string, reason: string, }
  | { "act": "refer_part_back", part: ReportPartId, by: ReferredBy, reason: string, }
  | { "act": "restore_part", part: ReportPartId, reason: string, }
  | { "act": "prepare_priorities", ballot?: PrioritiesId | null, priorities: NewPriorities, }
  | { "act": "open_priorities", ballot: PrioritiesId, }
  | { "act": "enter_priorities_paper", paper: PrioritiesPaperId, mark: PaperMark, options?: Array<PrioritiesOptionId>, }
  | { "act": "set_priorities_paper_aside", paper: PrioritiesPaperId, reason: string, }
  | { "act": "close_priorities", ballot: PrioritiesId, }
  | { "act": "count_priorities", ballot: PrioritiesId, }
  | { "act": "settle_priorities_tie", ballot: PrioritiesId, section?: SectionId | null, options: Array<PrioritiesOptionId>, how: TieSettledBy, words: string, }
  | { "act": "declare_priorities", ballot: PrioritiesId, }
  | { "act": "recount_priorities", ballot: PrioritiesId, reason: string, }
  | { "act": "abandon_priorities", ballot: PrioritiesId, reason: string, }
  | { "act": "order_by_priorities", ballot: PrioritiesId, before?: ItemId | null, }
  | { "act": "admit_station", station: NewStation, }
  | { "act": "revoke_station", station: StationId, };

export type Compositing = { sources: Array<SourceShown>, passages: Array<Array<TracedPassage>>, within: string | null, };

export type ConsequenceId = number;

export type ConsequenceShown = { id: ConsequenceId, cause: MotionId, part: PartId | null, on: On, target: MotionId, paragraphs: Paragraphs | null, words: string, reason: string, state: ConsequenceState, proposed: boolean, without_ground: boolean, };

export type ConsequenceState = "entered" | "confirmed" | "set_aside" | "taken_away";

export type Correctable = { words: boolean, parties: boolean, };

export type CorrectedSection = { name?: string | null, weight: number, for: number, against: number, abstain?: number | null, };

export type CorrectionShown = { changes: string, was: Array<string>, reason: string, by: string, at: string, };

export type CountKeys = { demanded_by: Demand | null, when: When, doors_closed: boolean, };

export type CountView = { heading: Heading, vote: VoteShown, blocks: Array<HallBlockShown>, so_far: Counted | null, names: Array<CalledNameShown>, ballot: SecretBallotShown | null, answering: boolean, recountable: boolean, recount_of: VoteId | null, head: boolean, };

export type Counted = { for: number, against: number, abstain: number | null, };

export type Counts = { new: number, updated: number, unchanged: number, skipped: number, bad: number, };

export type CredentialsFigures = { sections: Array<SectionCredentials>, total: SectionCredentials, standings: Array<StandingCredentials>, substitutes: number, over: Array<string>, unrepresented: Array<string>, };

export type CredentialsId = number;

export type CredentialsReport = { id: CredentialsId, number: number, register_version: number, at: number, adopted_at: number | null, figures: CredentialsFigures, };

export type CredentialsView = { heading: Heading, figures: CredentialsFigures, given: Array<CredentialsReport>, };

export type CustodyLine = { section: string | null, books: number, not_collected: number, out: number, returned: number, lost: number, cancelled: number, votes_not_collected: number, };

export type DayId = number;

export type Deadline = { kind: MotionKind, at: string, };

export type Debatable = "no" | "mover_and_chair" | "one_each" | "limited" | "yes";

export type DecidingVote = { id: VoteId, words: string, };

export type DelegateData = { badge: string, name: string, delegation?: DelegationId | null, standing: Standing, first_time?: boolean, };

export type DelegateId = number;

export type DelegateRow = { badge: string, name: string, delegation?: string | null, standing: Standing, first_time?: boolean, };

export type DelegationCast = { delegation: string, section: string | null, cards: number, value: number, votes: [number, number, number], not_cast: number, };

export type DelegationData = { name: string, section?: string | null, members: number, women?: number | null, young?: number | null, votes: number, seats?: number | null, };

export type DelegationId = number;

export type DelegationLine = { id: DelegationId, number: string, name: string, section: string | null, members: number, votes: number, cards: Array<CardLine>, seats: number | null, differs: boolean, delegates: number, present: number, };

export type DelegationView = { heading: Heading, id: DelegationId | null, number: string, data: DelegationData | null, worked_out: Entitled, differs: boolean, cards: Array<CardLine>, people: Array<PersonShown>, substitutions: Array<SubstitutionShown>, };

export type Demand = { "delegates": number }
  | { "fraction": { num: number, den: number, } }
  | { "delegations": number } | "mover";

export type DemandId = number;

export type DemandShown = { id: DemandId, wanted: Wanted, by: string, binds: boolean, why: string, };

export type DeskView = { heading: Heading, schedule: Schedule, quorum: QuorumShown | null, saved_at: number, seq: number, items: Array<ItemLine>, item: ItemShown | null, resumes_at: number | null, question: QuestionShown | null, steps: Array<Step>, speech: SpeechShown | null, interruption: InterruptionShown | null, points: Array<InterruptionShown>, waiting: Array<RequestLine>, heard: Array<RequestLine>, nameless: Array<Nameless>, balance: [number, number, number], due: Side, beside: Beside, vote: VoteShown | null, last_vote: VoteShown | null, newest_result: VoteShown | null, parked_votes: Array<VoteShown>, limit: LimitShown | null, section: SectionClock | null, away: AwayShown | null, guillotine: GuillotineShown | null, falls: Array<ConsequenceShown>, floor: Array<FloorMotion>, presiding: PresidingShown | null, suspensions: Array<SuspensionShown>, resuming: Array<ResumingShown>, callable: Array<Callable>, fates: Array<PaperOffer>, methods: Array<MethodOffer>, next: Offer | null, others: Array<Offer>, rising: RisingShown | null, last_act: LastAct | null, hall: HallView, };

export type DifferenceLine = { batch: BatchId, name: string, number: number, delegation: string, value: number | null, again: boolean, };

export type DoorView = { heading: Heading, voters: number, voters_present: number, typed: string, arrivals: Array<AtTheDoor>, found: Array<AtTheDoor>, found_all: number, };

export type DraftItem = { item?: ItemId | null, title: string, number?: string, kind: ItemKind, minutes: number, at?: string | null, fixed?: boolean, private?: boolean, least?: number | null, motions?: Array<MotionId>, together?: boolean, };

export type DraftSession = { session?: SessionId | null, day: string, name: string, start: string, end: string, items: Array<DraftItem>, };

export type DraftView = { heading: Heading, days: Array<[string, string]>, draft: PlanDraft, refused: Refusal | null, impossible: Refusal | null, warnings: Array<string>, sessions: Array<SessionDrafted>, lost: Array<string>, newly_lost: Array<string>, saved: Array<string>, changes: Array<string>, guillotines: Array<GuillotineShown>, lost_business: Array<LostShown>, under_nothing: Array<MotionTag>, pace: string, };

export type During = "amendment" | "closing_motion" | "reply";

export type Duty = "chair" | "committee" | "head_teller" | "teller" | "door" | "desk" | "hall" | "script";

export type Edit = { paragraph: number, operation: Operation, text: string, };

export type EmergenciesView = { heading: Heading, papers: Array<EmergencyShown>, challenges: Array<ChallengeShown>, items: Array<ReportItem>, };

export type EmergencyCriterion = { words: string, met: boolean | null, };

export type EmergencyShown = { id: MotionId, label: string, title: string, mover: string | null, state: MotionState, reason: string, event: string | null, event_on: string | null, criteria: Array<EmergencyCriterion>, text: Array<string>, item: string | null, may_rule_in: boolean, may_rule_out: boolean, may_place: boolean, challengeable: Array<ChallengeGround>, };

export type EmptySection = "zero" | "drop";

export type Entitled = { seats: number | null, votes: number | null, };

export type Entitlement = { delegates: Formula | null, votes: Formula | null, sections: { [key in string]: SectionEntitlement }, };

export type Entries = "one" | "two_blind";

export type EntryLine = { seq: number, at: number, by: string, act: string, words: string, reason: string | null, undone_by: number | null, undoes: number | null, code: string | null, };

export type Envelope = { idem?: string | null, actor: Actor, at?: number | null, command: Command, reason?: string | null, };

export type Errand = { "errand": "new", path: string, setup: NewConference, }
  | { "errand": "demo", path: string, }
  | { "errand": "open", path: string, }
  | { "errand": "close" }
  | { "errand": "restore", backup: string, path: string, }
  | { "errand": "backups", path?: string | null, }
  | { "errand": "second_backup", folder?: string | null, }
  | { "errand": "verify" }
  | { "errand": "replay", path: string, }
  | { "errand": "forget", path: string, }
  | { "errand": "print", print: Print, path?: string | null, }
  | { "errand": "printing" }
  | { "errand": "theme", theme?: string | null, }
  | { "errand": "cable", ask: CableErrand, };

export type Estimate = { minutes: number, rests_on: string, };

export type Face = "follow" | "welcome" | "order" | "message" | "vote" | "priorities";

export type FaceShown = { "face": "welcome", next: HallItem | null, }
  | { "face": "item", number: string, title: string, until: number | null, }
  | { "face": "debate", question: HallQuestion, speech: SpeechShown | null, next: Array<NextSpeaker>, interruption: string | null, }
  | { "face": "vote", question: HallQuestion, vote: VoteShown, }
  | { "face": "result", vote: VoteShown, moved: HallMoved | null, next: string, }
  | { "face": "options", choosing: ChoosingShown, }
  | { "face": "order", items: Array<HallItem>, }
  | { "face": "private", until: number | null, }
  | { "face": "message", text: string, }
  | { "face": "priorities", ballot: HallPriorities, };

export type FairnessView = { heading: Heading, conference: SpeechFigures, today: SpeechFigures, rules: Array<string>, };

export type Fall = { section: string | null, now: string, before: string, };

export type Fate = "new" | "updated" | "unchanged" | "skipped" | "bad";

export type FateShown = { state: MotionState, reason: string, by: string, at: string, };

export type FaultShown = { sentence: string, detail: string, };

export type FileBrought = { "text": string }
  | { "path": string };

export type FirstSpeech = "none" | "today" | "conference";

export type FloorMotion = { kind: ProcedureKind, title: string, rung: number, who: string, debate: string, majority: string, wording: string, if_carried: string, if_lost: string, note: string, seconder: boolean, supporters: number, chair_leaves: boolean, may_refuse: boolean, refused: Refusal | null, };

export type Formula = "labour_clp2022" | "momentum_cac2016" | "london_momentum" | "london_momentum_union" | "wolverhampton_tuc" | "per_thousand" | "per_member"
  | { "fixed": number };

export type FranchiseChange = { id: FranchiseId, who_votes: string, decided_by: string | null, without_ground: boolean, reason: string, at: number, };

export type FranchiseId = number;

export type FranchiseView = { heading: Heading, standings: Array<Standing>, who_votes: string, voters: number, voters_present: number, changes: Array<FranchiseChange>, votes: Array<DecidingVote>, versions: Array<VersionLine>, more_versions: boolean, };

export type GroupShare = { group: string, at_least: number, of: number, };

export type GuillotineId = number;

export type GuillotineShown = { id: GuillotineId, session: SessionId, item: ItemId | null, of: string, at: number, fate: BusinessFate, words: string, reason: string, cuts: string, };

export type HallBlock = { name: string, tellers?: string, };

export type HallBlockShown = { id: VoteBlockId, name: string, tellers: string, state: string, counted: Counted | null, before: Array<BlockEntryShown>, };

export type HallItem = { number: string, title: string, start: number | null, current: boolean, done: boolean, is_break: boolean, };

export type HallMoved = { wording: string, effect: string, };

export type HallPriorities = { title: string, choices: number, state: PrioritiesState, lists: Array<HallPriorityList>, };

export type HallPriority = { rank: number, title: string, figure: string | null, };

export type HallPriorityList = { name: string | null, lines: Array<HallPriority>, };

export type HallQuestion = { kicker: string, title: string, lead: string, paragraphs: Array<MarkedParagraph>, effects: [string, string] | null, needs: string, };

export type HallSuspension = { words: string, ends_at: number, };

export type HallView = { heading: Heading, black: boolean, face: FaceShown, private: boolean, presiding: string | null, suspended: Array<HallSuspension>, guillotine_at: number | null, risen: string | null, head: string, };

export type Heading = { name: string, venue: string, time_zone: string, about: string, rehearsal: boolean, state: string, day: string, not_sitting: boolean, session: string | null, doors_closed: number | null, now: number, };

export type Heard = { station: StationId, connected: boolean, at: number, waiting: number, from: string, };

export type HeardOf = { name: string, speeches: number, seconds: number, };

export type ImportColumn = { heading: string, used_as: string | null, };

export type ImportKind = "register" | "delegates" | "programme" | "motions" | "open_slides";

export type ImportPreview = { kind: ImportKind, file: string, encoding: string, separator: string, columns: Array<ImportColumn>, rows: Array<PreviewRow>, counts: Counts, problem: string | null, doubt: string | null, command: Command | null, };

export type InHand = { entry: BatchEntryId, batch: BatchId, name: string, which: string, teller: string, header: number | null, totals: Array<Total>, slips: number, votes: number, lines: Array<TypedLine>, to_do: Array<number>, };

export type InPlace = { amendment: string | null, paragraph: MarkedParagraph, };

export type InterruptionId = number;

export type InterruptionKind = "point_of_order" | "point_of_information" | "explanation";

export type InterruptionShown = { id: InterruptionId, kind: InterruptionKind, body: string, stated: string, };

export type ItemDrafted = { item: ItemId | null, state: ItemState, begun: boolean, start: number, end: number, forecast_start: number | null, forecast_end: number | null, reached: boolean, faults: Array<string>, motions: Array<MotionTag>, estimate: Estimate | null, };

export type ItemId = number;

export type ItemKind = "business" | "break" | "report" | "election";

export type ItemLine = { id: ItemId, number: string, title: string, note: string, kind: ItemKind, state: ItemState, fixed: boolean, private: boolean, session: string, session_id: SessionId, together: boolean, planned_start: number, planned_end: number, forecast_start: number | null, forecast_end: number | null, reached: boolean, };

export type ItemPapers = { item: ItemId, named: string, motions: Array<PrintedPaper>, };

export type ItemShown = { id: ItemId, number: string, title: string, kind: ItemKind, started_at: number | null, minutes: number, private: boolean, papers: Array<string>, };

export type ItemState = "planned" | "current" | "parked" | "adjourned" | "closed" | "not_reached";

export type KeyChange = { key: string, value: unknown, };

export type KeyChoice = { value: string, words: string, };

export type KeyDifference = { label: string, was: string, is: string, };

export type KeyFrom = "profile" | "inherited" | "changed";

export type KeyGroup = "times" | "speaking" | "fairness" | "reply" | "papers" | "procedure" | "rulings" | "quorum" | "deciding" | "cards" | "committee" | "numbers" | "entitlement" | "timetable";

export type KeyKind = "seconds" | "minutes" | "minutes_or_none" | "number" | "number_or_none" | "percent_or_none" | "yes_no" | "one" | "any" | "text" | "quorum" | "demand" | "groups" | "formula" | "sections" | "papers";

export type KeyShown = { key: string, group: KeyGroup, label: string, row: string | null, kind: KeyKind, options: Array<KeyChoice>, value: unknown, words: string, from: KeyFrom, source: string, };

export type LastAct = { seq: number, station: string, words: string, undoable: boolean, };

export type Light = "ready" | "time" | "wind_up" | "stop";

export type LimitShown = { limit_ms: number, used_ms: number, runs: boolean, waiting: number, };

export type LineFaults = { item: ItemId, faults: Array<string>, };

export type LineItem = { number: number, delegation: string, section: string | null, value: number, state: CardState, votes: [number, number, number], };

export type LineItemsView = { label: string, subject: string, sentence: string, published: boolean, corrected: boolean, delegations: Array<DelegationCast>, lines: Array<LineItem>, };

export type LostShown = { item: ItemId, named: string, at: number, fate: BusinessFate, mark: string, waits: boolean, first: boolean, draft: DraftItem, };

export type Made = { table: string, id: number, };

export type Majority = "simple" | "two_thirds" | "two_thirds_strict" | "three_quarters" | "unanimous";

export type MajorityOf = "voting" | "present";

export type MarkedParagraph = { number: number | null, passages: Array<Passage>, touched: boolean, };

export type MayMove = "not_spoken" | "seconder_not_spoken";

export type MeetingRows = { delegations?: Array<RegisterRow>, delegates?: Array<DelegateRow>, items?: Array<AgendaRow>, papers?: Array<MotionRow>, };

export type Method = "agreed" | "hands" | "counted" | "card" | "roll_call" | "secret";

export type MethodOffer = { method: Method, key: string, label: string, card_no: number | null, say: string, warning: string, refused: Refusal | null, };

export type MotionId = number;

export type MotionKind = "motion" | "amendment" | "composite" | "emergency" | "late" | "statement" | "rule_change" | "report" | "challenge";

export type MotionRow = { number: string, kind: MotionKind, title: string, paragraphs: Array<string>, upon?: string | null, mover?: string | null, seconder?: string | null, section?: string, category?: string, two_thirds?: boolean | null, handed_in?: string | null, supporters?: Array<string>, };

export type MotionState = "submitted" | "ruled_in" | "ruled_out" | "printed" | "composited" | "on_agenda" | "moved" | "carried" | "lost" | "not_carried" | "withdrawn" | "not_moved" | "remitted" | "referred_back" | "next_business" | "adjourned" | "guillotined" | "falls" | "not_reached" | "remitted_to_executive" | "lapsed";

export type MotionTag = { motion: MotionId, number: string, label: string, title: string, };

export type Nameless = { request: RequestId, body: string, delegation: DelegationId | null, on: string, speaks: boolean, };

export type NewComposite = { title: string, sources: Array<MotionId>, paragraphs: Array<string>, };

export type NewConference = { name: string, venue?: string, time_zone: string, days: Array<string>, profile: string, rehearsal?: boolean, about?: string, };

export type NewMotion = { number: string, kind: MotionKind, title: string, upon?: MotionId | null, mover?: string | null, seconder?: string | null, supporters?: Array<string>, section?: string, category?: string, handed_in?: string | null, paragraphs?: Array<string>, edits?: Array<Edit>, two_thirds?: boolean, item?: ItemId | null, };

export type NewOption = { words: string, motion?: MotionId | null, };

export type NewPriorities = { title: string, counting: PrioritiesCounting, choices: number, places: number, options: Array<NewPriority>, };

export type NewPriority = { title?: string, motion?: MotionId | null, };

export type NewStation = { person: string, role: Duty, way: StationWay, key: string, };

export type NextNumber = { kind: MotionKind, number: string, };

export type NextSpeaker = { name: string, body: string, };

export type NotSeen = { number: number, delegation: string, value: number, not_returned: boolean, };

export type NotSeenView = { label: string, cards: Array<NotSeen>, };

export type Numbers = { motion: string, amendment: string, composite: string, emergency: string, late: string, statement: string, rule_change: string, report: string, challenge: string, };

export type OfAmendment = "allowed" | "not";

export type Offer = { key: string, label: string, hint: string, say: string, command: Command | null, panel: string | null, refused: Refusal | null, };

export type On = "carried" | "lost";

export type OpenFile = { path: string, name: string, verification: Verification, backups: BackupStatus, clock: ClockFacts, };

export type Operation = "replace" | "insert_after" | "delete";

export type OptionCount = { option: ChoosingOptionId, votes: number, against?: number | null, };

export type OptionShown = { id: PrioritiesOptionId, number: number, title: string, motion: MotionId | null, motions: string, items: Array<string>, };

export type OrderPaperView = { programme: ProgrammeView, version: PlanVersion | null, items: Array<ItemPapers>, };

export type OrdersVersion = { number: number, title: string, reason: string, decided_by: string | null, without_ground: boolean, at: number, changes: Array<KeyDifference>, };

export type PackShown = { mark: string, conference: string, label: string, subject: string, vote: VoteId, station: string, person: string, role: Duty, made_at: number, desk: string, done: number, written: number | null, written_at: number | null, };

export type PaperCorrected = { title: string, mover?: string | null, seconder?: string | null, supporters?: Array<string>, two_thirds?: boolean, handed_in?: string | null, paragraphs?: Array<string>, event?: string | null, event_on?: string | null, };

export type PaperFate = "not_moved" | "remitted" | "referred_back" | "next_business" | "adjourned" | "guillotined" | "not_reached" | "remitted_to_executive" | "lapsed";

export type PaperLine = { id: MotionId, label: string, number: string, kind: MotionKind, title: string, upon: MotionId | null, mover: string | null, seconder: string | null, state: MotionState, section: string, category: string, late: boolean, item: ItemId | null, two_thirds: boolean, };

export type PaperMark = "marked" | "blank" | "spoiled";

export type PaperOffer = { command: Command, asks_reason: boolean, asks_item: boolean, paper: string, refused: Refusal | null, };

export type PaperShown = { id: MotionId, label: string, number: string, kind: MotionKind, title: string, upon: MotionId | null, parties: string, mover: string | null, seconder: string | null, supporters: Array<string>, state: MotionState, substantive: boolean, section: string, category: string, handed_in: string, late: boolean, item: ItemId | null, paragraphs: Array<MarkedParagraph>, in_place: Array<InPlace>, as_it_stands: Array<string> | null, own_text: Array<string>, to_settle: ToSettle | null, attachments: Array<AttachmentShown>, compositing: Compositing, parts: Array<PartShown>, two_thirds: boolean, two_thirds_said: boolean, event: string | null, event_on: string | null, correctable: Correctable, corrections: Array<CorrectionShown>, may_follow: boolean, consequences: Array<ConsequenceShown>, advice: Array<AdviceShown>, amendments: Array<AmendmentShown>, next_amendment: string, amendable: boolean, amendable_with_reason: boolean, amendment_refusable: boolean, direct_negative: boolean, history: Array<FateShown>, challengeable: Array<ChallengeGround>, offers: Array<PaperOffer>, };

export type PapersView = { papers: Array<PaperLine>, next: Array<NextNumber>, deadlines: Array<Deadline>, };

export type Paragraphs = { first: number, last: number, };

export type Part = { first: number, last: number, words?: Span | null, };

export type PartId = number;

export type PartShown = { id: PartId, words: string, place: Part | null, state: PartState, };

export type PartState = "asked" | "before_conference" | "carried" | "lost" | "not_carried" | "joined";

export type Passage = { kind: PassageKind, text: string, };

export type PassageKind = "same" | "inserted" | "deleted" | "part";

export type PeopleView = { people: Array<Person>, bodies: Array<Body>, };

export type Person = { id: DelegateId, badge: string, name: string, delegation: DelegationId | null, body: string, standing: Standing, present: boolean, first_time: boolean, };

export type PersonShown = { id: DelegateId, badge: string, name: string, standing: Standing, votes: boolean, present_since: number | null, first_time: boolean, speaking_group: string, substitution: SubstitutionId | null, substituted_by: string | null, in_place_of: string | null, };

export type Place = "up" | "down" | "first" | "last";

export type PlanDraft = { sessions: Array<DraftSession>, removed?: Array<ItemId>, };

export type PlanId = number;

export type PlanVersion = { id: PlanId, number: number, reason: string, at: number, items: number, changed: number, };

export type PlansView = { heading: Heading, versions: Array<PlanVersion>, from: PlanId | null, to: PlanId | null, changes: Array<string>, };

export type Position = "support" | "oppose" | "support_with_reservations" | "leave_to_conference" | "seek_remission";

export type Presides = "vice_chair" | "chosen" | "chair";

export type PresidingShown = { name: string, reason: string, };

export type PreviewRow = { line: number, cells: Array<string>, fate: Fate, why: string, };

export type Print = { "print": "books", votes: number, number?: number | null, }
  | { "print": "sheets", vote?: VoteId | null, }
  | { "print": "headers", vote?: VoteId | null, batches: number, }
  | { "print": "slip", vote: VoteId, }
  | { "print": "delegations", vote: VoteId, }
  | { "print": "poster" };

export type Printed = { name: string, weight: number, raw: [string, string], percent: [string, string], weighted: [string, string], };

export type PrintedAmendment = { label: string, parties: string, state: MotionState, };

export type PrintedPaper = { label: string, title: string, parties: string, state: MotionState, two_thirds: boolean, amendments: Array<PrintedAmendment>, };

export type PrioritiesCounting = "together" | "weighted" | "separately";

export type PrioritiesId = number;

export type PrioritiesOptionId = number;

export type PrioritiesPaperId = number;

export type PrioritiesState = "preparing" | "open" | "closed" | "counted" | "declared" | "abandoned";

export type PrioritiesView = { heading: Heading, ballots: Array<BallotShown>, };

export type PriorityAgenda = { lines: Array<PriorityPlace>, nowhere: Array<string>, so_already: boolean, };

export type PriorityLine = { option: PrioritiesOptionId, title: string, papers: number, value: number, figure: string, chosen: boolean, };

export type PriorityList = { section: SectionId | null, name: string | null, lines: Array<PriorityLine>, tie: PriorityTie | null, settled: string | null, };

export type PriorityPaper = { id: PrioritiesPaperId, number: string, name: string, section: string | null, value: number, mark: PaperMark | null, options: Array<number>, station: string, at: number | null, };

export type PriorityPlace = { item: ItemId, title: string, chosen: boolean, };

export type PriorityTie = { words: string, options: Array<PrioritiesOptionId>, places: number, };

export type Proc = { in_use: boolean, name: string, may_move: Array<MayMove>, seconder: boolean, chair_may_refuse: boolean, interrupts: boolean, debatable: Debatable, majority: Majority, base: MajorityOf, cooldown_min: number, not_during: Array<During>, };

export type ProcedureGiven = { stated?: string, ruling?: InterruptionId | null, supporters?: number, orders?: string, purpose?: string, until?: string | null, acting?: string, };

export type ProcedureKind = "point_of_order" | "challenge" | "no_confidence" | "quorum_call" | "suspension" | "adjourn_conference" | "adjourn_debate" | "next_business" | "previous_question" | "closure" | "remission" | "reference_back" | "withdrawal" | "parts" | "amendment" | "motion";

export type Procedures = { no_confidence: Proc, quorum_call: Proc, suspension: Proc, adjourn_conference: Proc, adjourn_debate: Proc, next_business: Proc, previous_question: Proc, closure: Proc, remit: Proc, parts: Proc, amendment: Proc, };

export type Profile = { name: string, title: string, line: string, source: string, };

export type ProgrammeDay = { date: string, words: string, items: Array<ItemLine>, };

export type ProgrammeRow = { day: string, start: string, end: string, session: string, title: string, motions?: string, private?: boolean, number?: string | null, kind?: ItemKind | null, fixed?: boolean | null, };

export type ProgrammeView = { heading: Heading, schedule: Schedule, days: Array<ProgrammeDay>, sessions: Array<SessionShown>, faults: Array<LineFaults>, guillotines: Array<GuillotineShown>, lost: Array<LostShown>, under_nothing: Array<MotionTag>, };

export type PublishedView = { faults: Array<string>, checked: boolean, };

export type QuestionId = number;

export type QuestionShown = { id: QuestionId, motion: MotionId | null, upon: MotionId | null, kind: MotionKind | null, procedure: ProcedureKind | null, label: string, title: string, wording: string, mover: string | null, seconder: string | null, parties: string, state: string, paragraphs: Array<MarkedParagraph>, part: PartId | null, parts: Array<PartShown>, if_carried: string, if_lost: string, needs: string, debated: boolean, as_amended: boolean, direct_negative: boolean, };

export type Quorum = "none"
  | { "number": number }
  | { "fraction": { of_registered_num: number, den: number, } }
  | { "organisations": number };

export type QuorumCheck = "on_call" | "continuous";

export type QuorumKeys = { of: Quorum, check: QuorumCheck, grace_minutes: number, };

export type QuorumShown = { needed: number, present: number, met: boolean, sentence: string, counted_at: number | null, };

export type Reading = { left_ms: number, used_ms: number, light: Light, running: boolean, };

export type Receipt = { seq: number, words: string, made: Array<Made>, undoes: number | null, repeated: boolean, };

export type Recent = { path: string, name: string, opened: number, };

export type Reconciliation = { issued: Column, cast: Column, for: Column | null, against: Column | null, abstain: Column | null, split: Column | null, spoiled: Column, not_returned: Column, cancelled: Column, query: Column, typed: Column, not_seen: Column, balances: boolean, };

export type RecordView = { heading: Heading, entries: Array<EntryLine>, total: number, more: boolean, head: string, };

export type ReferenceMoved = { motion: MotionId, label: string, by: string | null, reason: string, state: MotionState, to_carry_out: boolean, };

export type ReferredBy = { "by": "agreed" }
  | { "by": "hands" }
  | { "by": "count", for: number, against: number, };

export type Refusal = { code: string, sentence: string, allow: string | null, overrulable: boolean, };

export type RegisterOfVote = { version: number, now: number, };

export type RegisterRow = { number: string, name: string, section?: string | null, members: number, women?: number | null, young?: number | null, votes?: number | null, seats?: number | null, };

export type RegisterTotals = { delegations: number, members: number, votes: number, cards: number, seats: number | null, delegates: number, present: number, voters: number, voters_present: number, differing: number, };

export type RegisterView = { version: number, why: string, sections: Array<SectionLine>, delegations: Array<DelegationLine>, people: number, people_outside: number, next_badge: string, who_votes: string, totals: RegisterTotals, };

export type RemitBy = "mover" | "mover_and_conference" | "any_delegate";

export type Reply = "close" | "first_amendment" | "any_time" | "none";

export type ReportDay = { id: DayId, words: string, };

export type ReportId = number;

export type ReportItem = { id: ItemId, title: string, };

export type ReportPartId = number;

export type ReportPartKind = "agenda" | "timetable" | "ruled_in" | "ruled_out" | "composites" | "emergency" | "speech_times" | "tellers" | "corrections" | "free";

export type ReportPartShown = { id: ReportPartId, position: number, kind: ReportPartKind, heading: string, text: string, referred_back: string | null, moved: ReferenceMoved | null, };

export type ReportShown = { id: ReportId, number: number, title: string, day: string | null, standing: ReportStanding, motion: MotionId | null, item: string | null, published_at: number | null, parts: Array<ReportPartShown>, };

export type ReportStanding = "draft" | "published" | "before_conference" | "adopted" | "referred_back" | "gone";

export type ReportsView = { heading: Heading, reports: Array<ReportShown>, days: Array<ReportDay>, items: Array<ReportItem>, no_agenda: string | null, };

export type RequestId = number;

export type RequestLine = { id: RequestId, delegate: DelegateId | null, name: string, body: string, side: Side, role: Role, state: RequestState, note: string, reserved: boolean, moves: string | null, suggested: boolean, reason: string, seconds: number | null, };

export type RequestState = "waiting" | "speaking" | "heard" | "withdrawn";

export type ResultShown = { outcome: string, word: string, reason: string, counted: Counted | null, percent: [string, string] | null, sections: Array<SectionShown>, threshold: number, turning: Array<string>, correction: string | null, at: number, code: string, };

export type ResumingShown = { paper: string, at: number, };

export type RisingShown = { resumes: string | null, say: string, };

export type Role = "mover" | "seconder" | "speaker" | "reply" | "point_of_order" | "platform";

export type RollLine = { number: number, delegation: string, section: string | null, value: number, cancelled: boolean, };

export type RollView = { vote: VoteId, cards: Array<RollLine>, };

export type Round = { "is": "chosen", letter: string, }
  | { "is": "drops", letters: Array<string>, }
  | { "is": "tie_for_first", letters: Array<string>, }
  | { "is": "tie_for_last", letters: Array<string>, }
  | { "is": "each", carried: Array<string>, }
  | { "is": "nobody" };

export type RoundingDisplay = "2dp_half_up" | "1dp_half_up";

export type Ruling = "well_taken" | "not_well_taken" | "heard";

export type RulingShown = { id: InterruptionId, kind: InterruptionKind, body: string, stated: string, ruling: Ruling, words: string, on: string, at: number, upheld: boolean | null, under: string, };

export type RulingsView = { rulings: Array<RulingShown>, };

export type SaidFirst = "figures" | "outcome";

export type Says = "for" | "against" | "abstain" | "spoiled" | "unsigned"
  | { "split": [number, number, number] } | "not_here";

export type Schedule = { behind_ms: number, words: string, not_reached: Array<string>, };

export type SecretBallotShown = { issued: number | null, marked: number, in_boxes: number, missing: number | null, not_returned: number | null, voters: Array<BallotVoterShown>, batches: Array<BallotBatchShown>, sums: Batch | null, odd: string | null, };

export type SectionAccount = { name: string, account: Reconciliation, };

export type SectionClock = { of: string, ends_at: number, guillotine: boolean, };

export type SectionCredentials = { name: string | null, delegations: number, entitled: number | null, registered: number, present: number, first_time: number, represented: number, };

export type SectionEntitlement = { delegates: Formula | null, votes: Formula | null, };

export type SectionId = number;

export type SectionLine = { id: SectionId, name: string, weight: number, delegations: number, votes: number, };

export type SectionShown = { name: string | null, weight: number, counted: Counted, for_percent: string, against_percent: string, weighted: [string, string], };

export type SectionTurnout = { name: string | null, issued: number, seen: number, seen_percent: string, before_percent: string | null, earlier: Array<[string, string]>, };

export type SessionDrafted = { session: SessionId | null, place: number, day: string, name: string, start: number, end: number, finish: number | null, finish_now: number | null, faults: Array<string>, items: Array<ItemDrafted>, };

export type SessionId = number;

export type SessionShown = { id: SessionId, day: string, name: string, start: number, end: number, faults: Array<string>, };

export type Settlement = "set_aside" | "count" | "spoil" | "signed_for" | "signed_against" | "signed_abstain";

export type Side = "for" | "against" | "to";

export type SlipId = number;

export type SlipLine = { id: SlipId, number: number, delegation: string, value: number | null, choice: Choice | null, split: [number, number, number] | null, state: string, why: string, station: string, countable: boolean, };

export type SourcePassage = { text: string, taken: boolean, };

export type SourceShown = { motion: MotionId, number: string, label: string, title: string, mover: string | null, paragraphs: Array<Array<SourcePassage>>, };

export type Span = { from: number, to: number, };

export type Speak = { once_per_motion: boolean, again_on_amendment: boolean, formal_second_counts: boolean, reserved_seconding: boolean, max_per_motion: number | null, max_per_session: number | null, max_per_day: number | null, opposed_required_for_reply: boolean, amendment_mover_replies: boolean, alternate: Alternate, first_speech: FirstSpeech, first_timers: boolean, least_heard: boolean, groups: Array<GroupShare>, };

export type Speech = { granted_ms: number, warn_ms: number, extra_ms: number, used_ms: number, running_since: number | null, ended: boolean, };

export type SpeechFigures = { all: HeardOf, sides: Array<HeardOf>, delegations: Array<HeardOf>, sections: Array<HeardOf>, first_time: Array<HeardOf>, groups: Array<HeardOf>, };

export type SpeechShown = { request: RequestId, name: string, body: string, side: Side, role: Role, moves: string | null, clock: Speech, stop: TimeStop, };

export type Split = "none" | "per_delegate" | "free";

export type SplitVotes = { for: number, against: number, abstain: number, };

export type Standing = "delegate" | "ex_officio" | "observer" | "visitor" | "staff";

export type StandingCredentials = { standing: Standing, registered: number, present: number, };

export type StandingOrders = { name: string, title: string, source: string, time: Times, speak: Speak, reply: Reply, reply_after_closure: boolean, amend: AmendKeys, proc: Procedures, challenge: ChallengeKeys, suspend: Suspend, change: ChangeKeys, remit: RemitBy, withdraw: WithdrawBy, quorum: QuorumKeys, majority: Majority, base: MajorityOf, abstain: Abstain, tie: Tie, count: CountKeys, card: CardKeys, split: Split, absent_share: AbsentShare, rounding_display: RoundingDisplay, entries: Entries, turnout_fall_percent: number | null, announce: AnnounceKeys, vote_minutes: VoteMinutes, agenda_by_report: boolean, challenge_two_thirds: boolean, rule_change_two_thirds: boolean, numbers: Numbers, entitlement: Entitlement, };

export type StandingOrdersView = { heading: Heading, profile: string, title: string, source: string, notes: Array<string>, keys: Array<KeyShown>, formulas: Array<KeyChoice>, versions: Array<OrdersVersion>, by_committee: boolean, closed: boolean, needs: string, votes: Array<DecidingVote>, };

export type StartView = { version: string, open: OpenFile | null, recent: Array<Recent>, problem: string | null, second_backup: string | null, theme: string | null, cable: CableShown | null, pack: PackShown | null, packs: Array<PackShown>, profiles: Array<Profile>, };

export type StationId = number;

export type StationLine = { id: StationId, name: string, person: string, role: Duty, way: StationWay, admitted_at: number, revoked_at: number | null, };

export type StationWay = "cable" | "stick";

export type StationsView = { heading: Heading, stations: Array<StationLine>, };

export type Step = { label: string, short: string, state: StepState, };

export type StepState = "done" | "current" | "ahead";

export type SubstitutionId = number;

export type SubstitutionShown = { id: SubstitutionId, delegate: string, substitute: string, reason: string, at: number, ended_at: number | null, ended_why: string, };

export type Support = { delegates?: number | null, delegations?: number | null, mover: boolean, };

export type Suspend = { must_name_sos: boolean, max_minutes: number | null, };

export type SuspensionShown = { orders: string, purpose: string, ends_at: number, over: boolean, reason: string, };

export type Tie = "lost" | "chair_casting" | "revote";

export type TieBreak = { "how": "between" }
  | { "how": "again" }
  | { "how": "chair", option: ChoosingOptionId, };

export type TieSettledBy = "lot" | "vote";

export type TimeStop = "light" | "bell" | "mic";

export type Times = { mover_motion: number, seconder: number, mover_amendment: number, other: number, reply: number, platform: number, warning: number, stop: TimeStop, };

export type ToSettle = { why: Refusal, text: Array<string>, asked: Array<MarkedParagraph>, };

export type Total = { choice: string, slips: number, votes: number, };

export type TracedPassage = { text: string, source: number | null, paragraph: number | null, };

export type TurnoutFall = { falls: Array<Fall>, sentence: string, looked_at: [string, string] | null, };

export type TypedLine = { id: SlipId, number: number, delegation: string, value: number | null, says: Says, why: string, set_aside: boolean, };

export type UndoRequest = { actor: Actor, seq?: number | null, redo?: boolean, idem?: string | null, };

export type Verification = { done: number, total: number, state: VerificationState, problem: string | null, erased: number, head: string, code: string, };

export type VerificationState = "waiting" | "running" | "whole" | "altered" | "failed";

export type VersionLine = { version: number, why: string, at: number, };

export type View = { "view": "start" }
  | { "view": "desk" }
  | { "view": "hall" }
  | { "view": "hall_preview", face: Face, vote?: VoteId | null, }
  | { "view": "visitors" }
  | { "view": "closing" }
  | { "view": "programme" }
  | { "view": "order_paper" }
  | { "view": "draft", draft?: PlanDraft | null, }
  | { "view": "plans", from?: PlanId | null, to?: PlanId | null, }
  | { "view": "papers" }
  | { "view": "paper", motion: MotionId, }
  | { "view": "composite", composite: MotionId, paragraphs: Array<string>, }
  | { "view": "register" }
  | { "view": "cards" }
  | { "view": "delegation", delegation?: DelegationId | null, }
  | { "view": "door", typed: string, }
  | { "view": "credentials" }
  | { "view": "franchise" }
  | { "view": "people" }
  | { "view": "votes" }
  | { "view": "vote", vote: VoteId, station?: string | null, }
  | { "view": "count", vote: VoteId, station?: string | null, }
  | { "view": "roll", vote: VoteId, }
  | { "view": "not_seen", vote: VoteId, }
  | { "view": "line_items", vote: VoteId, }
  | { "view": "published", sections: Array<Printed>, total: [string, string], }
  | { "view": "record", before?: number | null, }
  | { "view": "rulings" }
  | { "view": "standing_orders" }
  | { "view": "fairness" }
  | { "view": "stations" }
  | { "view": "emergencies" }
  | { "view": "reports" }
  | { "view": "priorities", before?: ItemId | null, };

export type VoteBlockId = number;

export type VoteId = number;

export type VoteMinutes = { hands: number, counted: number, card: number, };

export type VoteShown = { id: VoteId, question: QuestionId, method: Method, label: string, card_no: number | null, subject: string, say: string, abstain_slip: boolean, announced: string, announced_as: [string, string], wording: string, if_carried: string, if_lost: string, state: string, majority: string, tie: Tie | null, abstentions_needed: boolean, present: number | null, counted: Counted | null, entered: number, issued: number, not_ready: Refusal | null, doors_must_close: boolean, calling: string | null, notes: Array<string>, queries: number, result: ResultShown | null, corrected: Array<ResultShown>, line_items: boolean | null, };

export type VoteView = { heading: Heading, vote: VoteShown, reconciliation: Reconciliation | null, by_section: Array<SectionAccount>, sections: Array<SectionTurnout>, twice: boolean, blind: boolean, split: boolean, signed: boolean, batches: Array<BatchLine>, in_hand: InHand | null, differences: Array<DifferenceLine>, slips: Array<SlipLine>, queries: Array<SlipLine>, head: boolean, not_seen: Array<NotSeen>, turnout_limit: number | null, turnout: TurnoutFall | null, not_ready: Refusal | null, recount: VoteId | null, register: RegisterOfVote | null, };

export type VotesView = { heading: Heading, votes: Array<VoteShown>, blocks: Array<HallBlock>, };

export type Wanted = "count" | "card";

export type Way = "plurality" | "exhaustive" | "each";

export type When = "before_question" | "after_hands" | "both";

export type Who = { delegate?: DelegateId | null, delegation?: DelegationId | null, name?: string | null, body?: string | null, };

export type WithdrawBy = "mover" | "majority" | "no_objection";

export type ErrandAnswer = { done: unknown } | { refusal: Refusal } | { fault: FaultShown };

/** What each view shows; null where nothing is open. */
export type ViewOf = {
  start: StartView;
  desk: DeskView;
  hall: HallView;
  hall_preview: HallView;
  visitors: HallView;
  programme: ProgrammeView;
  order_paper: OrderPaperView;
  draft: DraftView;
  plans: PlansView;
  papers: PapersView;
  emergencies: EmergenciesView;
  reports: ReportsView;
  priorities: PrioritiesView;
  paper: PaperShown | null;
  register: RegisterView;
  cards: CardsView;
  delegation: DelegationView;
  door: DoorView;
  credentials: CredentialsView;
  franchise: FranchiseView;
  fairness: FairnessView | null;
  closing: ClosingView;
  rulings: RulingsView;
  people: PeopleView;
  votes: VotesView;
  vote: VoteView;
  count: CountView;
  roll: RollView;
  not_seen: NotSeenView;
  line_items: LineItemsView;
  published: PublishedView;
  record: RecordView;
  stations: StationsView;
  standing_orders: StandingOrdersView | null;
};
