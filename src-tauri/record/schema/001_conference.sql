-- One conference. Times are milliseconds since 1970 in UTC; texts are as people wrote them; a count that was not
-- entered is NULL. Every table has an integer primary key that is never used twice, so that an act undone and a later
-- act can never be mistaken for one another. No REAL, no BLOB: the journal keeps row images as JSON.

CREATE TABLE conference(
  id INTEGER PRIMARY KEY CHECK (id = 1),
  name TEXT NOT NULL,
  venue TEXT NOT NULL,
  time_zone TEXT NOT NULL,                       -- an IANA name: Europe/London
  about TEXT NOT NULL,                           -- shown under the name; a demo says here what is invented
  rehearsal INTEGER NOT NULL CHECK (rehearsal IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('preparing', 'open', 'adjourned', 'closed')),
  resumes_at INTEGER,                            -- while it is adjourned: when it is to go on, where that was said
  sits_since INTEGER                             -- when it was last opened or resumed; NULL until it is opened
) STRICT;

CREATE TABLE standing_orders(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  profile TEXT NOT NULL,
  keys TEXT NOT NULL,                            -- the keys in force, as JSON
  stated TEXT NOT NULL,                          -- those that the profile states itself, with their sources, as JSON
  reason TEXT NOT NULL,
  vote_id INTEGER REFERENCES vote(id),           -- the vote that decided it; NULL: none did
  in_force_from INTEGER NOT NULL
) STRICT;
CREATE INDEX standing_orders_vote ON standing_orders(vote_id);

CREATE TABLE day(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  date TEXT NOT NULL UNIQUE                      -- 2017-03-11
) STRICT;

CREATE TABLE session(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  day_id INTEGER NOT NULL REFERENCES day(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  planned_start INTEGER NOT NULL,
  planned_end INTEGER NOT NULL CHECK (planned_end >= planned_start)
) STRICT;
CREATE INDEX session_day ON session(day_id, position);

CREATE TABLE section(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  weight INTEGER NOT NULL CHECK (weight > 0)
) STRICT;

-- One row an act that changed who may vote or with what value: a vote names the version it was taken on.
CREATE TABLE register_version(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  why TEXT NOT NULL
) STRICT;

CREATE TABLE delegation(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  section_id INTEGER REFERENCES section(id),
  members INTEGER NOT NULL CHECK (members >= 0),
  women INTEGER CHECK (women >= 0),              -- of its members, where a formula asks for them; NULL: nobody has said
  young INTEGER CHECK (young >= 0),              -- under 27, likewise
  votes INTEGER NOT NULL CHECK (votes >= 0),     -- the value of its card
  seats INTEGER CHECK (seats >= 0)               -- delegates it may send; NULL: as the standing orders work it out
) STRICT;
CREATE INDEX delegation_section ON delegation(section_id);
CREATE INDEX delegation_name ON delegation(name);

CREATE TABLE delegate(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  badge TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  delegation_id INTEGER REFERENCES delegation(id),
  standing TEXT NOT NULL CHECK (standing IN ('delegate', 'ex_officio', 'observer', 'visitor', 'staff')),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  present_since INTEGER CHECK ((present_since IS NULL) = (present = 0)),
  first_time INTEGER NOT NULL CHECK (first_time IN (0, 1)),
  speaking_group TEXT NOT NULL DEFAULT ''        -- that is to have a share of the speeches; empty: none
) STRICT;
CREATE INDEX delegate_delegation ON delegate(delegation_id);
CREATE INDEX delegate_present ON delegate(present_since);

-- Who has taken whose place. While it lasts the substitute has the standing of a delegate, and the other has not.
CREATE TABLE substitution(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  delegate_id INTEGER NOT NULL REFERENCES delegate(id),
  substitute_id INTEGER NOT NULL REFERENCES delegate(id),
  was TEXT NOT NULL,                             -- the standing that the substitute goes back to
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  ended_at INTEGER,
  ended_why TEXT NOT NULL
) STRICT;
CREATE INDEX substitution_delegate ON substitution(delegate_id);
CREATE INDEX substitution_substitute ON substitution(substitute_id);

-- Who may vote, by standing; the last row is in force. Without a row delegates vote.
CREATE TABLE franchise(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  standings TEXT NOT NULL,                       -- as JSON: ["delegate","visitor"]
  vote_id INTEGER REFERENCES vote(id),           -- the vote that decided it
  reason TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX franchise_vote ON franchise(vote_id);

-- A credentials report as it was given: its figures are those of that moment.
CREATE TABLE credentials(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  register_version INTEGER NOT NULL,
  figures TEXT NOT NULL,                         -- as JSON
  at INTEGER NOT NULL,
  adopted_at INTEGER
) STRICT;

-- A book of voting cards: every slip in it carries its number.
CREATE TABLE card(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number INTEGER NOT NULL UNIQUE CHECK (number > 0),
  delegation_id INTEGER NOT NULL REFERENCES delegation(id),
  holder_id INTEGER REFERENCES delegate(id),     -- whose it is; NULL: the delegation's, or somebody's who is not named yet
  value INTEGER NOT NULL CHECK (value >= 0),
  custody TEXT NOT NULL CHECK (custody IN ('not_issued', 'issued', 'returned', 'lost', 'cancelled')),
  given_to TEXT NOT NULL,                        -- who has it, or had it last; empty: nobody said
  since INTEGER NOT NULL,                        -- since when it is where it is
  share INTEGER NOT NULL CHECK (share IN (0, 1)),-- it takes its part when the delegation's votes are divided
  replaces_id INTEGER REFERENCES card(id),
  cancelled_at INTEGER CHECK ((cancelled_at IS NULL) = (custody NOT IN ('lost', 'cancelled'))),
  cancelled_why TEXT NOT NULL
) STRICT;
CREATE INDEX card_delegation ON card(delegation_id);
CREATE INDEX card_holder ON card(holder_id);
CREATE INDEX card_replaces ON card(replaces_id);

-- What the codes on printed slips are sealed with. Made with the conference, and shown nowhere.
CREATE TABLE slip_secret(
  id INTEGER PRIMARY KEY CHECK (id = 1),
  secret TEXT NOT NULL                           -- in hexadecimal
) STRICT;

CREATE TABLE motion(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('motion', 'amendment', 'composite', 'emergency', 'late', 'statement', 'rule_change', 'report',
    'challenge')),
  title TEXT NOT NULL,
  upon_id INTEGER REFERENCES motion(id),         -- an amendment: the paper it would amend
  upon_decision_id INTEGER REFERENCES decision(id), -- an amendment: written upon the text as this decision left it
  two_thirds INTEGER NOT NULL CHECK (two_thirds IN (0, 1)),
  section TEXT NOT NULL,                         -- of the agenda: Equality; may be empty
  category TEXT NOT NULL,                        -- the committee's own; may be empty
  handed_in_at INTEGER NOT NULL,
  place INTEGER,                                 -- an amendment: where the committee has placed it among the others
  state TEXT NOT NULL CHECK (state IN ('submitted', 'ruled_in', 'ruled_out', 'printed', 'composited', 'on_agenda', 'moved',
    'carried', 'lost', 'not_carried', 'withdrawn', 'not_moved', 'remitted', 'referred_back', 'next_business', 'adjourned',
    'guillotined', 'falls', 'not_reached', 'remitted_to_executive', 'lapsed'))
) STRICT;
CREATE INDEX motion_upon ON motion(upon_id);
CREATE INDEX motion_upon_decision ON motion(upon_decision_id);

CREATE TABLE paragraph(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  motion_id INTEGER NOT NULL REFERENCES motion(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX paragraph_motion ON paragraph(motion_id, position);

CREATE TABLE edit(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  motion_id INTEGER NOT NULL REFERENCES motion(id) ON DELETE CASCADE,
  paragraph INTEGER NOT NULL,                    -- its number in the text that the amendment was written upon
  onto_paragraph_id INTEGER REFERENCES paragraph(id), -- the paragraph itself, where it was handed in;
  onto_edit_id INTEGER REFERENCES edit(id),      -- or where an edit brought it in; neither: the top
  operation TEXT NOT NULL CHECK (operation IN ('replace', 'insert_after', 'delete')),
  text TEXT NOT NULL,
  settlement_id INTEGER REFERENCES settlement(id), -- settled by a person, beside the edits as they were handed in
  CHECK (onto_paragraph_id IS NULL OR onto_edit_id IS NULL)
) STRICT;
CREATE INDEX edit_motion ON edit(motion_id);
CREATE INDEX edit_settlement ON edit(settlement_id);
CREATE INDEX edit_onto_paragraph ON edit(onto_paragraph_id);
CREATE INDEX edit_onto_edit ON edit(onto_edit_id);

-- What a person says is left of an amendment that no longer fits the text. Its edits stand in edit.
CREATE TABLE settlement(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  motion_id INTEGER NOT NULL REFERENCES motion(id),
  decision_id INTEGER REFERENCES decision(id),   -- settled upon the text as this decision left it
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,                           -- in words: committee, Ann Lee
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX settlement_motion ON settlement(motion_id);
CREATE INDEX settlement_decision ON settlement(decision_id);

CREATE TABLE party(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  motion_id INTEGER NOT NULL REFERENCES motion(id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('mover', 'seconder', 'supporter')),
  body TEXT NOT NULL,                            -- as printed: Southwark
  delegation_id INTEGER REFERENCES delegation(id)
) STRICT;
CREATE INDEX party_motion ON party(motion_id);
CREATE INDEX party_delegation ON party(delegation_id);

-- Contents by their hash. They only ever come in, and are not in the journal: whoever verifies checks each against its hash.
CREATE TABLE attachment(
  sha256 TEXT NOT NULL PRIMARY KEY,
  content BLOB NOT NULL
) STRICT;
CREATE TRIGGER attachment_stays BEFORE UPDATE ON attachment BEGIN SELECT RAISE(ABORT, 'an attachment is never altered'); END;
CREATE TRIGGER attachment_is_kept BEFORE DELETE ON attachment BEGIN SELECT RAISE(ABORT, 'an attachment is never removed'); END;

-- What is attached to papers.
CREATE TABLE attached(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  motion_id INTEGER NOT NULL REFERENCES motion(id),
  name TEXT NOT NULL,                            -- of the file, without its folder
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,                         -- in bytes
  sha256 TEXT NOT NULL,                          -- of its content, which stands in attachment
  at INTEGER NOT NULL,
  detached_at INTEGER,                           -- NULL while it belongs to the paper
  detached_why TEXT NOT NULL
) STRICT;
CREATE INDEX attached_motion ON attached(motion_id);

-- What a composite is made of. Where its words come from is worked out from the texts, and never kept.
CREATE TABLE source(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  composite_id INTEGER NOT NULL REFERENCES motion(id),
  motion_id INTEGER NOT NULL REFERENCES motion(id),
  was TEXT,                                      -- its state when the composite took its place; NULL until then
  UNIQUE (composite_id, motion_id)
) STRICT;
CREATE INDEX source_motion ON source(motion_id);

-- What is voted on by itself: paragraphs, or a passage within one, of the text as it stood when it was divided.
CREATE TABLE part(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  motion_id INTEGER NOT NULL REFERENCES motion(id),
  words TEXT NOT NULL,                           -- what it is called: the last paragraph
  asked_by TEXT NOT NULL,                        -- who asked for a vote in parts; may be empty
  state TEXT NOT NULL CHECK (state IN ('asked', 'joined')) -- what became of it otherwise, its question says
) STRICT;
CREATE INDEX part_motion ON part(motion_id);

CREATE TABLE part_text(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  part_id INTEGER NOT NULL REFERENCES part(id) ON DELETE CASCADE,
  paragraph_id INTEGER REFERENCES paragraph(id), -- the paragraph as handed in,
  edit_id INTEGER REFERENCES edit(id),           -- or the edit that brought it in
  first_character INTEGER,                       -- of a passage, from 0; NULL: all of the paragraph
  next_character INTEGER CHECK ((next_character IS NULL) = (first_character IS NULL)),
  CHECK ((paragraph_id IS NULL) <> (edit_id IS NULL))
) STRICT;
CREATE INDEX part_text_part ON part_text(part_id);
CREATE INDEX part_text_paragraph ON part_text(paragraph_id);
CREATE INDEX part_text_edit ON part_text(edit_id);

-- Where a paper has stood, one row a change: who put it there, when and why. Never changed, never deleted.
CREATE TABLE fate(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  motion_id INTEGER NOT NULL REFERENCES motion(id),
  state TEXT NOT NULL,                           -- as in motion
  reason TEXT NOT NULL,                          -- what was done, where nobody gave another
  actor TEXT NOT NULL,                           -- in words: committee, Ann Lee
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX fate_motion ON fate(motion_id);

-- What of a paper was corrected, and as it stood before: one row a correction. Never changed, never deleted.
CREATE TABLE paper_correction(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  motion_id INTEGER NOT NULL REFERENCES motion(id),
  changes TEXT NOT NULL,                         -- in words: title was Pay; moved by Leeds
  was TEXT NOT NULL,                             -- its paragraphs as they were, a blank line between them; empty where they stayed
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,                           -- in words: committee, Ann Lee
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX paper_correction_motion ON paper_correction(motion_id);

-- Until when papers of a kind are handed in.
CREATE TABLE deadline(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL UNIQUE,                     -- as in motion
  at INTEGER NOT NULL                            -- the last moment that is in time
) STRICT;

-- What the committee or the executive says to a paper.
CREATE TABLE advice(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  motion_id INTEGER NOT NULL REFERENCES motion(id),
  adviser TEXT NOT NULL CHECK (adviser IN ('committee', 'executive')),
  position TEXT NOT NULL CHECK (position IN ('support', 'oppose', 'support_with_reservations', 'leave_to_conference',
    'seek_remission')),
  sentence TEXT NOT NULL,                        -- may be empty
  UNIQUE (motion_id, adviser)
) STRICT;

-- What falls when a paper is carried or lost. Entered by the committee; nothing falls until the chair confirms it.
CREATE TABLE consequence(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  cause_id INTEGER NOT NULL REFERENCES motion(id),
  cause_part_id INTEGER REFERENCES part(id),     -- a part of it; NULL: the paper itself
  on_outcome TEXT NOT NULL CHECK (on_outcome IN ('carried', 'lost')),
  target_id INTEGER NOT NULL REFERENCES motion(id),
  first_paragraph INTEGER,                       -- from 1, of the text as handed in; NULL: the whole paper
  last_paragraph INTEGER CHECK ((last_paragraph IS NULL) = (first_paragraph IS NULL)),
  reason TEXT NOT NULL,
  decision_id INTEGER REFERENCES decision(id),   -- the last before it was confirmed: what fell is struck out after that one
  state TEXT NOT NULL CHECK (state IN ('entered', 'confirmed', 'set_aside', 'taken_away'))
) STRICT;
CREATE INDEX consequence_cause ON consequence(cause_id);
CREATE INDEX consequence_cause_part ON consequence(cause_part_id);
CREATE INDEX consequence_target ON consequence(target_id);
CREATE INDEX consequence_decision ON consequence(decision_id);

CREATE TABLE item(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  session_id INTEGER NOT NULL REFERENCES session(id),
  position INTEGER NOT NULL,
  number TEXT NOT NULL,                          -- as printed; may be empty
  title TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('business', 'break', 'report', 'election')),
  motions TEXT NOT NULL,                         -- as printed: 38-47, 63
  planned_start INTEGER NOT NULL,
  planned_end INTEGER NOT NULL CHECK (planned_end >= planned_start),
  fixed INTEGER NOT NULL CHECK (fixed IN (0, 1)),
  private INTEGER NOT NULL CHECK (private IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('planned', 'current', 'parked', 'adjourned', 'closed', 'not_reached')),
  started_at INTEGER,
  taken_at INTEGER,                              -- the last time; started_at is the first
  parked_at INTEGER,                             -- since when it waits, where it was put aside or opened again; the last time
  ended_at INTEGER,
  least_minutes INTEGER CHECK (least_minutes >= 0), -- a break: not cut shorter when business is late; NULL: nobody has said
  together INTEGER NOT NULL CHECK (together IN (0, 1)), -- its motions are debated as one and voted on in sequence
  lost_at INTEGER,                               -- when it was lost, unreached; in this order it is taken again
  fate TEXT CHECK (fate IN ('lost_business', 'guillotine_section', 'executive', 'lapses', 'remitted')),
  CHECK ((state = 'not_reached') = (lost_at IS NOT NULL) AND (lost_at IS NULL) = (fate IS NULL))
) STRICT;
CREATE INDEX item_session ON item(session_id, position);
CREATE INDEX item_state ON item(state);

-- The timetabled end of a session's business, or of one item's. It falls when the chair applies it.
CREATE TABLE guillotine(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  session_id INTEGER NOT NULL REFERENCES session(id),
  item_id INTEGER REFERENCES item(id),           -- NULL: everything of the session
  at INTEGER NOT NULL,
  fate TEXT NOT NULL CHECK (fate IN ('lost_business', 'guillotine_section', 'executive', 'lapses', 'remitted')),
  reason TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('set', 'fallen', 'taken_away'))
) STRICT;
CREATE INDEX guillotine_session ON guillotine(session_id);
CREATE INDEX guillotine_item ON guillotine(item_id);

-- Every version of the order of business that was adopted, whole: what is changed later changes no version.
CREATE TABLE plan(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  lines TEXT NOT NULL                            -- as JSON: each item with its session and its planned times
) STRICT;

CREATE TABLE item_motion(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  item_id INTEGER NOT NULL REFERENCES item(id) ON DELETE CASCADE,
  motion_id INTEGER NOT NULL UNIQUE REFERENCES motion(id),
  position INTEGER NOT NULL
) STRICT;
CREATE INDEX item_motion_item ON item_motion(item_id, position);

-- What was moved from the floor about the question beneath, or about conference; in the words it was moved in.
CREATE TABLE procedure(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('challenge', 'no_confidence', 'quorum_call', 'suspension', 'adjourn_conference',
    'adjourn_debate', 'next_business', 'previous_question', 'closure', 'remission', 'reference_back', 'withdrawal', 'parts')),
  moved_by TEXT NOT NULL,                        -- J. Cole (Camden)
  delegate_id INTEGER REFERENCES delegate(id),   -- who that is, where they are on the register
  seconded_by TEXT NOT NULL,                     -- may be empty
  supporters INTEGER NOT NULL CHECK (supporters >= 0),
  orders TEXT NOT NULL,                          -- standing orders to be suspended; empty otherwise
  purpose TEXT NOT NULL,
  ends_at INTEGER,                               -- of a suspension, or of an adjournment; NULL: nobody has said
  interruption_id INTEGER REFERENCES interruption(id), -- the ruling that is challenged; NULL: one that was given in words
  ruling TEXT NOT NULL,                          -- in words; empty otherwise
  acting TEXT NOT NULL,                          -- who presides over it; empty otherwise
  wording TEXT NOT NULL,
  if_carried TEXT NOT NULL,
  if_lost TEXT NOT NULL,
  terms TEXT NOT NULL                            -- the keys of the standing orders it was moved under, as JSON
) STRICT;
CREATE INDEX procedure_delegate ON procedure(delegate_id);
CREATE INDEX procedure_interruption ON procedure(interruption_id);

-- A paper's time before conference, or a procedural motion's. Questions nest: an amendment stands upon the motion it would
-- amend, and what is moved from the floor upon either, upon the item alone, or between two items.
CREATE TABLE question(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  item_id INTEGER REFERENCES item(id),           -- NULL: moved from the floor while no item was before conference
  motion_id INTEGER REFERENCES motion(id),       -- NULL: it is on no paper
  upon_id INTEGER REFERENCES question(id),
  part_id INTEGER REFERENCES part(id),           -- a part of the paper, put by itself
  procedure_id INTEGER REFERENCES procedure(id), -- what was moved from the floor
  state TEXT NOT NULL CHECK (state IN ('called', 'moved', 'seconded', 'decided', 'withdrawn', 'adjourned', 'disposed')),
  formally_seconded INTEGER NOT NULL CHECK (formally_seconded IN (0, 1)),
  outcome TEXT CHECK (outcome IN ('carried', 'lost', 'not_carried')),
  called_at INTEGER NOT NULL,
  decided_at INTEGER,
  CHECK ((motion_id IS NULL) = (procedure_id IS NOT NULL) AND (part_id IS NULL OR motion_id IS NOT NULL)),
  CHECK (item_id IS NOT NULL OR motion_id IS NULL)
) STRICT;
CREATE INDEX question_item ON question(item_id);
CREATE INDEX question_motion ON question(motion_id);
CREATE INDEX question_upon ON question(upon_id);
CREATE INDEX question_part ON question(part_id);
CREATE INDEX question_procedure ON question(procedure_id);

-- What was moved from the floor and the chair would not take.
CREATE TABLE refused_motion(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  item_id INTEGER REFERENCES item(id),           -- NULL: no item was before conference
  kind TEXT NOT NULL,
  moved_by TEXT NOT NULL,
  delegate_id INTEGER REFERENCES delegate(id),
  why TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX refused_motion_item ON refused_motion(item_id);
CREATE INDEX refused_motion_delegate ON refused_motion(delegate_id);

-- Heads counted on a quorum call, one row a count.
CREATE TABLE quorum_count(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  question_id INTEGER NOT NULL REFERENCES question(id),
  present INTEGER NOT NULL CHECK (present >= 0),
  needed INTEGER NOT NULL CHECK (needed > 0),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX quorum_count_question ON quorum_count(question_id);

-- Who presided in the chair's place, and until when.
CREATE TABLE chairing(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  reason TEXT NOT NULL,
  question_id INTEGER REFERENCES question(id),   -- for which they took the chair; NULL: for another reason
  follows_id INTEGER REFERENCES chairing(id),    -- who presided before; NULL: the chair
  at INTEGER NOT NULL,
  until INTEGER                                  -- NULL: they preside now
) STRICT;
CREATE INDEX chairing_question ON chairing(question_id);
CREATE INDEX chairing_follows ON chairing(follows_id);

-- Who asked the mover of a paper to let it go to the executive, and what the mover said.
CREATE TABLE remission_request(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  question_id INTEGER NOT NULL REFERENCES question(id),
  asked_by TEXT NOT NULL,
  agreed INTEGER NOT NULL CHECK (agreed IN (0, 1)),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX remission_request_question ON remission_request(question_id);

CREATE TABLE request(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  question_id INTEGER NOT NULL REFERENCES question(id),
  delegate_id INTEGER REFERENCES delegate(id),
  delegation_id INTEGER REFERENCES delegation(id),
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('mover', 'seconder', 'speaker', 'reply', 'platform')),
  side TEXT NOT NULL CHECK (side IN ('for', 'against', 'to')),
  position INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'speaking', 'heard', 'withdrawn')),
  again INTEGER NOT NULL CHECK (again IN (0, 1)), -- the chair has allowed a second speech on the question
  asked_at INTEGER NOT NULL,
  reserved INTEGER NOT NULL DEFAULT 0 CHECK (reserved IN (0, 1)), -- seconded formally, the speech kept for later
  moves_id INTEGER REFERENCES motion(id)         -- in a joint debate, which amendment they move or second; NULL: what is debated
) STRICT;
CREATE INDEX request_moves ON request(moves_id);
CREATE INDEX request_question ON request(question_id, state, position);
CREATE INDEX request_delegate ON request(delegate_id);
CREATE INDEX request_name ON request(name);
CREATE INDEX request_delegation ON request(delegation_id);

CREATE TABLE speech(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  request_id INTEGER NOT NULL REFERENCES request(id),
  called_at INTEGER NOT NULL,
  granted_ms INTEGER NOT NULL,
  warn_ms INTEGER NOT NULL,
  extra_ms INTEGER NOT NULL,
  used_ms INTEGER NOT NULL,
  running_since INTEGER,
  ended_at INTEGER
) STRICT;
CREATE INDEX speech_request ON speech(request_id);
CREATE INDEX speech_open ON speech(id) WHERE ended_at IS NULL;

-- A limit on the whole of a debate; the last row of a question is in force, and one without a time lifts it.
CREATE TABLE debate_limit(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  question_id INTEGER NOT NULL REFERENCES question(id),
  limit_ms INTEGER CHECK (limit_ms > 0),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX debate_limit_question ON debate_limit(question_id);

-- The program was away while a speaker's clock ran: the chair says what that clock is to read.
CREATE TABLE away(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  speech_id INTEGER NOT NULL REFERENCES speech(id),
  running_since INTEGER NOT NULL,                -- as it stood: a clock that was started again since is another matter
  used_ms INTEGER NOT NULL,                      -- what the clock read at the last act before
  last_act_at INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  settled TEXT CHECK (settled IN ('as_if_it_had_run', 'as_at_the_last_act')),
  settled_at INTEGER
) STRICT;
CREATE INDEX away_speech ON away(speech_id);

-- Somebody rose: on the question before conference; where there was none, on the item; where there was none, between two.
CREATE TABLE interruption(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  question_id INTEGER REFERENCES question(id),
  item_id INTEGER REFERENCES item(id),           -- the item, where no question of it was before conference
  speech_id INTEGER REFERENCES speech(id),
  kind TEXT NOT NULL CHECK (kind IN ('point_of_order', 'point_of_information', 'explanation')),
  body TEXT NOT NULL,                            -- who rose
  stated TEXT NOT NULL,
  waits INTEGER NOT NULL CHECK (waits IN (0, 1)),  -- it comes when the speech has ended, and stops no clock
  at INTEGER NOT NULL,
  ruling TEXT CHECK (ruling IN ('well_taken', 'not_well_taken', 'heard')),
  ruled TEXT NOT NULL,                           -- the chair's words; empty until ruled
  ruled_at INTEGER,
  rule TEXT NOT NULL DEFAULT '',                 -- the standing orders that it was ruled under, as JSON; empty until ruled
  CHECK (question_id IS NULL OR item_id IS NULL)
) STRICT;
CREATE INDEX interruption_question ON interruption(question_id);
CREATE INDEX interruption_item ON interruption(item_id);
CREATE INDEX interruption_speech ON interruption(speech_id);

CREATE TABLE vote(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  question_id INTEGER NOT NULL REFERENCES question(id),
  method TEXT NOT NULL CHECK (method IN ('agreed', 'hands', 'counted', 'card', 'roll_call', 'secret')),
  card_no INTEGER,                               -- which slip in the book; not the order of votes
  recount_of INTEGER REFERENCES vote(id),        -- what was cast in that vote is counted anew; its own count stays beside
  wording TEXT NOT NULL,                         -- frozen when the question was put
  if_carried TEXT NOT NULL,
  if_lost TEXT NOT NULL,
  rule TEXT NOT NULL,                            -- the keys of the standing orders it used, as JSON
  counting TEXT,                                 -- those of its count, as JSON; NULL: it is not counted in cards
  announce TEXT NOT NULL,                        -- those of its announcement: in what words its result is said, as JSON
  register_version INTEGER,                      -- of the electorate in roll
  franchise_id INTEGER REFERENCES franchise(id), -- who voted; NULL: delegates, by no decision of this conference
  voters INTEGER,                                -- who may vote and was checked in when it was put
  state TEXT NOT NULL CHECK (state IN ('called', 'open', 'closed', 'provisional', 'declared', 'inconclusive', 'abandoned', 'recounted')),
  called_at INTEGER NOT NULL,
  opened_at INTEGER,
  closed_at INTEGER,
  not_returned INTEGER,                          -- papers of a secret ballot; NULL until the tellers have said
  counted_entry INTEGER,                         -- the entry that finished its count: the code of its result, before the declaration and after
  for_count INTEGER,                             -- all but cards, when they were counted
  against_count INTEGER,
  abstain_count INTEGER
) STRICT;
CREATE INDEX vote_question ON vote(question_id);
CREATE INDEX vote_state ON vote(state);
CREATE INDEX vote_recount ON vote(recount_of);
CREATE UNIQUE INDEX vote_card_no ON vote(card_no) WHERE recount_of IS NULL;
CREATE INDEX vote_franchise ON vote(franchise_id);

-- Heads counted for a vote that is decided by a majority of those present: the last row stands.
CREATE TABLE vote_present(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  vote_id INTEGER NOT NULL REFERENCES vote(id),
  present INTEGER NOT NULL,
  station TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX vote_present_vote ON vote_present(vote_id);

-- The doors of the hall: the last row says how they are.
CREATE TABLE doors(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  closed INTEGER NOT NULL CHECK (closed IN (0, 1)),
  at INTEGER NOT NULL
) STRICT;

-- How tellers divide the hall: the blocks of the next count.
CREATE TABLE block(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  tellers TEXT NOT NULL                          -- by name; empty where nobody has been named
) STRICT;

-- The blocks of one count as they were when it was called.
CREATE TABLE vote_block(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  vote_id INTEGER NOT NULL REFERENCES vote(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  tellers TEXT NOT NULL
) STRICT;
CREATE INDEX vote_block_vote ON vote_block(vote_id);

-- What was counted in a block: the last row stands, none is written over.
CREATE TABLE block_count(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  block_id INTEGER NOT NULL REFERENCES vote_block(id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('counted', 'empty', 'recount')),  -- recount: ordered, and not in again yet
  for_count INTEGER,
  against_count INTEGER,
  abstain_count INTEGER,                         -- NULL: not counted
  why TEXT NOT NULL,                             -- why it was put right or counted again; empty for the first
  station TEXT NOT NULL,
  at INTEGER NOT NULL,
  CHECK ((kind = 'counted') = (for_count IS NOT NULL) AND (for_count IS NULL) = (against_count IS NULL))
) STRICT;
CREATE INDEX block_count_block ON block_count(block_id);

-- Who is called by name in one roll call, in the order of the list.
CREATE TABLE called_name(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  vote_id INTEGER NOT NULL REFERENCES vote(id) ON DELETE CASCADE,
  badge TEXT NOT NULL,
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  checked_in INTEGER NOT NULL CHECK (checked_in IN (0, 1))
) STRICT;
CREATE INDEX called_name_vote ON called_name(vote_id);

-- What they answered: the last row stands, none is written over.
CREATE TABLE answer(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name_id INTEGER NOT NULL REFERENCES called_name(id) ON DELETE CASCADE,
  answer TEXT NOT NULL CHECK (answer IN ('for', 'against', 'abstain', 'absent')),
  why TEXT NOT NULL,                             -- why it was put right; empty for the first
  station TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX answer_name ON answer(name_id);

-- A secret ballot. Nothing here leads from a person to a paper: who has voted is a mark on a list that was drawn up in the
-- order of the register before any paper was given out; what was voted is a sum over a batch, which bears no name, no
-- station and no time, and is entered only when nobody can be marked any more. See src/votes/secret.rs.
CREATE TABLE papers_issued(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  vote_id INTEGER NOT NULL REFERENCES vote(id) ON DELETE CASCADE,
  papers INTEGER NOT NULL,                       -- in all; the last row stands
  why TEXT NOT NULL
) STRICT;
CREATE INDEX papers_issued_vote ON papers_issued(vote_id);

CREATE TABLE ballot_voter(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  vote_id INTEGER NOT NULL REFERENCES vote(id) ON DELETE CASCADE,
  badge TEXT NOT NULL,
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  has_voted INTEGER NOT NULL CHECK (has_voted IN (0, 1))
) STRICT;
CREATE INDEX ballot_voter_vote ON ballot_voter(vote_id);

CREATE TABLE ballot_batch(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  vote_id INTEGER NOT NULL REFERENCES vote(id) ON DELETE CASCADE,
  for_count INTEGER NOT NULL,
  against_count INTEGER NOT NULL,
  abstain_count INTEGER NOT NULL,
  spoiled_count INTEGER NOT NULL,
  set_aside TEXT                                 -- why; NULL: it is counted
) STRICT;
CREATE INDEX ballot_batch_vote ON ballot_batch(vote_id);

-- Demands for a count or a card vote, and what the chair answered.
CREATE TABLE demand(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  question_id INTEGER NOT NULL REFERENCES question(id),
  vote_id INTEGER REFERENCES vote(id),           -- after which show of hands; NULL: before the question was put
  wanted TEXT NOT NULL CHECK (wanted IN ('count', 'card')),
  by_whom TEXT NOT NULL,
  delegates INTEGER,                             -- NULL: nobody counted them
  delegations INTEGER,
  mover INTEGER NOT NULL CHECK (mover IN (0, 1)),
  binds INTEGER NOT NULL CHECK (binds IN (0, 1)),-- by the standing orders as they were
  why TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('made', 'granted', 'refused')),
  words TEXT NOT NULL,                           -- of the chair
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX demand_question ON demand(question_id);
CREATE INDEX demand_vote ON demand(vote_id);

-- A choice between several options, round by round.
CREATE TABLE choosing(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  item_id INTEGER NOT NULL REFERENCES item(id),
  title TEXT NOT NULL,
  way TEXT NOT NULL CHECK (way IN ('plurality', 'exhaustive', 'each')),
  state TEXT NOT NULL CHECK (state IN ('open', 'declared', 'abandoned')),
  round INTEGER NOT NULL,
  between_last INTEGER NOT NULL CHECK (between_last IN (0, 1)),  -- the round is between those level with fewest alone
  tie TEXT NOT NULL CHECK (tie IN ('lost', 'chair_casting', 'revote')),  -- the key of the standing orders, as it was then
  at INTEGER NOT NULL,
  decided_at INTEGER
) STRICT;
CREATE INDEX choosing_item ON choosing(item_id);

CREATE TABLE choosing_option(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  choosing_id INTEGER NOT NULL REFERENCES choosing(id) ON DELETE CASCADE,
  letter TEXT NOT NULL,
  words TEXT NOT NULL,
  motion_id INTEGER REFERENCES motion(id),       -- the paper that it is, where it is one
  state TEXT NOT NULL CHECK (state IN ('standing', 'level', 'dropped', 'chosen', 'carried', 'lost')),
  dropped_in INTEGER                             -- the round
) STRICT;
CREATE INDEX choosing_option_choosing ON choosing_option(choosing_id);
CREATE INDEX choosing_option_motion ON choosing_option(motion_id);

-- The figures of one option in one round: the last row stands, none is written over.
CREATE TABLE choosing_count(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  option_id INTEGER NOT NULL REFERENCES choosing_option(id) ON DELETE CASCADE,
  round INTEGER NOT NULL,
  votes INTEGER NOT NULL,
  against INTEGER,                               -- where each is voted on by itself
  why TEXT NOT NULL,                             -- why it was put right; empty for the first
  station TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX choosing_count_option ON choosing_count(option_id, round);

-- The electorate of one card vote as it stood when the vote was called.
CREATE TABLE roll(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  vote_id INTEGER NOT NULL REFERENCES vote(id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  delegation TEXT NOT NULL,
  section TEXT,
  weight INTEGER NOT NULL,
  value INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('issued', 'cancelled', 'not_returned')),
  UNIQUE (vote_id, number)
) STRICT;

-- A box, a block of seats: what a teller takes in hand at once. Its states and steps: tests/cases/batch-states.txt.
CREATE TABLE batch(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  vote_id INTEGER NOT NULL REFERENCES vote(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  slips INTEGER,                                 -- counted by hand on its header; NULL: not said
  state TEXT NOT NULL CHECK (state IN ('waiting', 'claimed', 'first_in_progress', 'first_done', 'second_in_progress', 'differs', 'again_in_progress', 'settled', 'discarded')),
  why TEXT NOT NULL                              -- why it was discarded; empty otherwise
) STRICT;
CREATE UNIQUE INDEX batch_vote ON batch(vote_id, name) WHERE state <> 'discarded';
CREATE INDEX batch_all ON batch(vote_id);

-- One teller's reading of a batch, or one card of it settled against the paper. Never written over, nor deleted.
CREATE TABLE batch_entry(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  batch_id INTEGER NOT NULL REFERENCES batch(id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,                      -- 1, 2, … in the order begun
  kind TEXT NOT NULL CHECK (kind IN ('whole', 'again', 'settled')), -- again: only the cards that differ
  teller TEXT NOT NULL,
  station TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('in_progress', 'done', 'given_up')),
  why TEXT NOT NULL,                             -- why it was given up, how the card was settled, or what was found where the header says another number; may be empty
  begun_at INTEGER NOT NULL,
  ended_at INTEGER,
  UNIQUE (batch_id, ordinal)
) STRICT;
CREATE INDEX batch_entry_station ON batch_entry(station, state);

-- A card that two entries of a batch do not say alike.
CREATE TABLE batch_difference(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  batch_id INTEGER NOT NULL REFERENCES batch(id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'agreed', 'settled')),
  UNIQUE (batch_id, number)
) STRICT;

-- A slip as it was typed. Without an entry it was counted as it was typed: one open batch, entered once by every station.
CREATE TABLE slip(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  vote_id INTEGER NOT NULL REFERENCES vote(id) ON DELETE CASCADE,
  entry_id INTEGER REFERENCES batch_entry(id),
  number INTEGER NOT NULL,                       -- as typed
  roll_id INTEGER REFERENCES roll(id),
  choice TEXT NOT NULL CHECK (choice IN ('for', 'against', 'abstain', 'spoiled', 'unsigned', 'split', 'not_here')), -- not_here: there is no such card in the batch
  split_for INTEGER,                             -- of a card whose votes are divided
  split_against INTEGER,
  split_abstain INTEGER,
  state TEXT NOT NULL CHECK (state IN ('typed', 'counted', 'query', 'agreed', 'set_aside')), -- agreed: the second of two that say the same
  why TEXT NOT NULL,                             -- why it is a query, or how it was settled
  station TEXT NOT NULL,
  at INTEGER NOT NULL,
  CHECK ((choice = 'split') = (split_for IS NOT NULL AND split_against IS NOT NULL AND split_abstain IS NOT NULL))
) STRICT;
CREATE INDEX slip_vote ON slip(vote_id, state);
CREATE INDEX slip_roll ON slip(roll_id, state);
CREATE INDEX slip_entry ON slip(entry_id, number);
CREATE INDEX slip_of_entry ON slip(vote_id, entry_id);
CREATE UNIQUE INDEX slip_once ON slip(roll_id) WHERE state = 'counted';

-- A fall of turnout against the card vote before, that somebody says was looked at.
CREATE TABLE turnout_notice(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  vote_id INTEGER NOT NULL REFERENCES vote(id) ON DELETE CASCADE,
  falls TEXT NOT NULL,                           -- what was looked at, in words
  words TEXT NOT NULL,
  station TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX turnout_notice_vote ON turnout_notice(vote_id);

-- A declaration is never edited: a correction is a second row that names the first.
CREATE TABLE result(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  vote_id INTEGER NOT NULL REFERENCES vote(id),
  corrects_id INTEGER REFERENCES result(id),
  why TEXT NOT NULL,                             -- of a correction; empty in a declaration
  outcome TEXT NOT NULL CHECK (outcome IN ('carried', 'lost', 'not_carried')),
  clear INTEGER NOT NULL CHECK (clear IN (0, 1)),-- hands or voices were clear: no figures
  figures TEXT,                                  -- the outcome in full, as JSON; NULL when clear
  abstained INTEGER NOT NULL CHECK (abstained IN (0, 1)), -- abstentions were asked for, and stand in the figures
  casting TEXT CHECK (casting IN ('for', 'against', 'declined')),
  reason TEXT NOT NULL,
  entry INTEGER NOT NULL,                        -- the number of its entry in the journal; the code of a result that was not counted, or corrects one, is made of its hash
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX result_vote ON result(vote_id);
CREATE INDEX result_corrects ON result(corrects_id);
CREATE INDEX result_entry ON result(entry);

CREATE TABLE decision(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  question_id INTEGER NOT NULL REFERENCES question(id),
  result_id INTEGER REFERENCES result(id),
  outcome TEXT NOT NULL CHECK (outcome IN ('carried', 'lost', 'not_carried', 'withdrawn', 'not_moved', 'remitted',
    'referred_back', 'next_business', 'guillotined', 'falls', 'not_reached')),
  text TEXT NOT NULL,                            -- as decided, with the amendments that were carried
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX decision_question ON decision(question_id);
CREATE INDEX decision_result ON decision(result_id);

CREATE TABLE note(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  item_id INTEGER REFERENCES item(id),
  text TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX note_item ON note(item_id);

-- What an emergency or late motion rests on.
CREATE TABLE emergency(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  motion_id INTEGER NOT NULL UNIQUE REFERENCES motion(id) ON DELETE CASCADE,
  event TEXT NOT NULL,                           -- may be empty for a late motion
  event_on TEXT                                  -- 2018-09-21; NULL: it rests on no event
) STRICT;

-- A challenge to the committee: the paper before conference, and the paper that the committee had ruled out.
CREATE TABLE challenge(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  motion_id INTEGER NOT NULL UNIQUE REFERENCES motion(id) ON DELETE CASCADE,
  of_id INTEGER NOT NULL REFERENCES motion(id),
  ground TEXT NOT NULL CHECK (ground IN ('ruling', 'admitted', 'composite', 'place', 'part')),
  to_item_id INTEGER REFERENCES item(id),        -- of a place: the item that is asked for
  part_id INTEGER REFERENCES report_part(id),    -- of a report: the part that is to go back
  reason TEXT NOT NULL,
  CHECK ((ground = 'part') = (part_id IS NOT NULL))
) STRICT;
CREATE INDEX challenge_of ON challenge(of_id);
CREATE INDEX challenge_part ON challenge(part_id);
CREATE INDEX challenge_to_item ON challenge(to_item_id);

-- Reports of the standing orders committee. A draft is its parts alone; published, it is a paper before conference like any
-- other, a paragraph a part, and what becomes of it is what becomes of that paper.
CREATE TABLE report(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number INTEGER NOT NULL UNIQUE CHECK (number > 0),
  title TEXT NOT NULL,
  day_id INTEGER REFERENCES day(id),             -- the day whose business it sets
  motion_id INTEGER UNIQUE REFERENCES motion(id),-- NULL: a draft
  published_at INTEGER
) STRICT;
CREATE INDEX report_day ON report(day_id);

CREATE TABLE report_part(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  report_id INTEGER NOT NULL REFERENCES report(id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position > 0),
  kind TEXT NOT NULL CHECK (kind IN ('agenda', 'timetable', 'ruled_in', 'ruled_out', 'composites', 'emergency', 'speech_times',
    'tellers', 'corrections', 'free')),
  heading TEXT NOT NULL,
  text TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('stands', 'referred_back')),
  referred TEXT NOT NULL,                        -- how and why conference referred it back; empty while it stands
  after_decision INTEGER NOT NULL                -- the last decision before that; 0: none
) STRICT;
CREATE INDEX report_part_report ON report_part(report_id, position);

-- Which subjects get time (§5). A delegation's paper stands in priorities_paper from when the ballot is opened, with its
-- value as it was then.
CREATE TABLE priorities_ballot(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title TEXT NOT NULL,
  counting TEXT NOT NULL CHECK (counting IN ('together', 'weighted', 'separately')),
  choices INTEGER NOT NULL CHECK (choices > 0),  -- how many options a paper may choose
  places INTEGER NOT NULL CHECK (places > 0),    -- how many options are chosen; on each list, where there are several
  state TEXT NOT NULL CHECK (state IN ('preparing', 'open', 'closed', 'counted', 'declared', 'abandoned')),
  opened_at INTEGER,
  closed_at INTEGER,
  declared_at INTEGER
) STRICT;

CREATE TABLE priorities_option(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  ballot_id INTEGER NOT NULL REFERENCES priorities_ballot(id) ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK (number > 0),    -- as printed on the ballot paper
  title TEXT NOT NULL,
  motion_id INTEGER REFERENCES motion(id),       -- NULL: a subject
  UNIQUE (ballot_id, number)
) STRICT;
CREATE INDEX priorities_option_motion ON priorities_option(motion_id);

CREATE TABLE priorities_paper(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  ballot_id INTEGER NOT NULL REFERENCES priorities_ballot(id) ON DELETE CASCADE,
  delegation_id INTEGER NOT NULL REFERENCES delegation(id),
  section_id INTEGER REFERENCES section(id),
  weight INTEGER NOT NULL,                       -- of the section
  value INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('out', 'marked', 'blank', 'spoiled')),
  station TEXT NOT NULL,                         -- who entered it; empty while it is out
  at INTEGER,
  UNIQUE (ballot_id, delegation_id)
) STRICT;
CREATE INDEX priorities_paper_delegation ON priorities_paper(delegation_id);
CREATE INDEX priorities_paper_section ON priorities_paper(section_id);

CREATE TABLE priorities_choice(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  paper_id INTEGER NOT NULL REFERENCES priorities_paper(id) ON DELETE CASCADE,
  option_id INTEGER NOT NULL REFERENCES priorities_option(id),
  UNIQUE (paper_id, option_id)
) STRICT;
CREATE INDEX priorities_choice_option ON priorities_choice(option_id);

-- Who came through a tie at the line, and by what.
CREATE TABLE priorities_settlement(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  ballot_id INTEGER NOT NULL REFERENCES priorities_ballot(id) ON DELETE CASCADE,
  section_id INTEGER REFERENCES section(id),     -- whose list; NULL: the one list
  option_id INTEGER NOT NULL REFERENCES priorities_option(id),
  how TEXT NOT NULL CHECK (how IN ('lot', 'vote')),
  words TEXT NOT NULL                            -- who drew, and before whom; or how the vote went
) STRICT;
CREATE INDEX priorities_settlement_ballot ON priorities_settlement(ballot_id);
CREATE INDEX priorities_settlement_section ON priorities_settlement(section_id);
CREATE INDEX priorities_settlement_option ON priorities_settlement(option_id);

CREATE TABLE hall(
  id INTEGER PRIMARY KEY CHECK (id = 1),
  face TEXT NOT NULL CHECK (face IN ('follow', 'welcome', 'order', 'message', 'vote', 'priorities')),
  vote_id INTEGER REFERENCES vote(id),           -- for the face vote: a result or question shown again
  message TEXT NOT NULL,
  black INTEGER NOT NULL CHECK (black IN (0, 1))
) STRICT;
CREATE INDEX hall_vote ON hall(vote_id);

-- What is known of each card, in one place.
CREATE VIEW card_state AS
SELECT r.id, r.vote_id, coalesce(r.section, '') AS section, r.number, r.value,
  CASE
    WHEN EXISTS (SELECT 1 FROM slip q WHERE q.roll_id = r.id AND q.state = 'query') THEN 'query'
    WHEN r.state = 'cancelled' THEN 'cancelled'
    WHEN c.id IS NOT NULL THEN c.choice
    WHEN EXISTS (SELECT 1 FROM slip t WHERE t.roll_id = r.id AND t.state = 'typed' AND t.choice <> 'not_here') THEN 'typed'
    WHEN r.state = 'not_returned' THEN 'not_returned'
    ELSE 'not_seen'
  END AS state,
  CASE c.choice WHEN 'for' THEN r.value WHEN 'split' THEN c.split_for ELSE 0 END AS for_votes,
  CASE c.choice WHEN 'against' THEN r.value WHEN 'split' THEN c.split_against ELSE 0 END AS against_votes,
  CASE c.choice WHEN 'abstain' THEN r.value WHEN 'split' THEN c.split_abstain ELSE 0 END AS abstain_votes
FROM roll r LEFT JOIN slip c ON c.roll_id = r.id AND c.state = 'counted';

-- Running sums, so that a screen need not add up every card at every slip. They follow from the rows above and from
-- nothing else, are not journalled, and decide nothing: a count is finished, and a result declared, upon the cards
-- themselves, and only where these sums agree with them.
CREATE TABLE card_account(
  id INTEGER PRIMARY KEY,                        -- of the card in roll
  vote_id INTEGER NOT NULL,
  section TEXT NOT NULL,
  number INTEGER NOT NULL,
  value INTEGER NOT NULL,
  state TEXT NOT NULL,
  for_votes INTEGER NOT NULL,
  against_votes INTEGER NOT NULL,
  abstain_votes INTEGER NOT NULL
) STRICT;
CREATE INDEX card_account_largest ON card_account(vote_id, state, value DESC, number);

-- Of a state in which no card of the section is there is no row, and so of the choices of an entry.
CREATE TABLE section_account(
  vote_id INTEGER NOT NULL,
  section TEXT NOT NULL,
  state TEXT NOT NULL,
  cards INTEGER NOT NULL,
  votes INTEGER NOT NULL,
  for_votes INTEGER NOT NULL,
  against_votes INTEGER NOT NULL,
  abstain_votes INTEGER NOT NULL,
  PRIMARY KEY (vote_id, section, state)
) STRICT;
CREATE TRIGGER section_account_empty AFTER UPDATE ON section_account WHEN NEW.cards = 0 BEGIN
  DELETE FROM section_account WHERE vote_id = NEW.vote_id AND section = NEW.section AND state = NEW.state;
END;

CREATE TABLE entry_account(
  entry_id INTEGER NOT NULL,
  choice TEXT NOT NULL,
  slips INTEGER NOT NULL,
  votes INTEGER NOT NULL,
  PRIMARY KEY (entry_id, choice)
) STRICT;
CREATE TRIGGER entry_account_empty AFTER UPDATE ON entry_account WHEN NEW.slips = 0 BEGIN
  DELETE FROM entry_account WHERE entry_id = NEW.entry_id AND choice = NEW.choice;
END;

CREATE TRIGGER account_roll_insert AFTER INSERT ON roll BEGIN
  INSERT INTO card_account SELECT * FROM card_state WHERE id = NEW.id;
END;
CREATE TRIGGER account_roll_update AFTER UPDATE ON roll BEGIN
  UPDATE card_account SET section = coalesce(NEW.section, ''), value = NEW.value, (state, for_votes, against_votes, abstain_votes) =
    (SELECT state, for_votes, against_votes, abstain_votes FROM card_state WHERE id = NEW.id) WHERE id = NEW.id;
END;
CREATE TRIGGER account_roll_delete AFTER DELETE ON roll BEGIN
  DELETE FROM card_account WHERE id = OLD.id;
END;
CREATE TRIGGER account_slip_insert AFTER INSERT ON slip WHEN NEW.roll_id IS NOT NULL BEGIN
  UPDATE card_account SET (state, for_votes, against_votes, abstain_votes) =
    (SELECT state, for_votes, against_votes, abstain_votes FROM card_state WHERE id = NEW.roll_id) WHERE id = NEW.roll_id;
END;
CREATE TRIGGER account_slip_update AFTER UPDATE ON slip WHEN NEW.roll_id IS NOT NULL BEGIN
  UPDATE card_account SET (state, for_votes, against_votes, abstain_votes) =
    (SELECT state, for_votes, against_votes, abstain_votes FROM card_state WHERE id = NEW.roll_id) WHERE id = NEW.roll_id;
END;
CREATE TRIGGER account_slip_delete AFTER DELETE ON slip WHEN OLD.roll_id IS NOT NULL BEGIN
  UPDATE card_account SET (state, for_votes, against_votes, abstain_votes) =
    (SELECT state, for_votes, against_votes, abstain_votes FROM card_state WHERE id = OLD.roll_id) WHERE id = OLD.roll_id;
END;

CREATE TRIGGER account_card_insert AFTER INSERT ON card_account BEGIN
  INSERT INTO section_account(vote_id, section, state, cards, votes, for_votes, against_votes, abstain_votes)
    VALUES (NEW.vote_id, NEW.section, NEW.state, 1, NEW.value, NEW.for_votes, NEW.against_votes, NEW.abstain_votes)
    ON CONFLICT (vote_id, section, state) DO UPDATE SET cards = cards + 1, votes = votes + excluded.votes,
      for_votes = for_votes + excluded.for_votes, against_votes = against_votes + excluded.against_votes,
      abstain_votes = abstain_votes + excluded.abstain_votes;
END;
CREATE TRIGGER account_card_delete AFTER DELETE ON card_account BEGIN
  UPDATE section_account SET cards = cards - 1, votes = votes - OLD.value, for_votes = for_votes - OLD.for_votes,
      against_votes = against_votes - OLD.against_votes, abstain_votes = abstain_votes - OLD.abstain_votes
    WHERE vote_id = OLD.vote_id AND section = OLD.section AND state = OLD.state;
END;
CREATE TRIGGER account_card_update AFTER UPDATE ON card_account BEGIN
  UPDATE section_account SET cards = cards - 1, votes = votes - OLD.value, for_votes = for_votes - OLD.for_votes,
      against_votes = against_votes - OLD.against_votes, abstain_votes = abstain_votes - OLD.abstain_votes
    WHERE vote_id = OLD.vote_id AND section = OLD.section AND state = OLD.state;
  INSERT INTO section_account(vote_id, section, state, cards, votes, for_votes, against_votes, abstain_votes)
    VALUES (NEW.vote_id, NEW.section, NEW.state, 1, NEW.value, NEW.for_votes, NEW.against_votes, NEW.abstain_votes)
    ON CONFLICT (vote_id, section, state) DO UPDATE SET cards = cards + 1, votes = votes + excluded.votes,
      for_votes = for_votes + excluded.for_votes, against_votes = against_votes + excluded.against_votes,
      abstain_votes = abstain_votes + excluded.abstain_votes;
END;

CREATE TRIGGER account_entry_insert AFTER INSERT ON slip WHEN NEW.entry_id IS NOT NULL AND NEW.state NOT IN ('set_aside', 'agreed') BEGIN
  INSERT INTO entry_account(entry_id, choice, slips, votes)
    VALUES (NEW.entry_id, NEW.choice, 1, coalesce((SELECT value FROM roll WHERE id = NEW.roll_id), 0))
    ON CONFLICT (entry_id, choice) DO UPDATE SET slips = slips + 1, votes = votes + excluded.votes;
END;
CREATE TRIGGER account_entry_aside AFTER UPDATE ON slip
  WHEN NEW.entry_id IS NOT NULL AND NEW.state IN ('set_aside', 'agreed') AND OLD.state NOT IN ('set_aside', 'agreed') BEGIN
  UPDATE entry_account SET slips = slips - 1, votes = votes - coalesce((SELECT value FROM roll WHERE id = NEW.roll_id), 0)
    WHERE entry_id = NEW.entry_id AND choice = NEW.choice;
END;
CREATE TRIGGER account_entry_back AFTER UPDATE ON slip
  WHEN NEW.entry_id IS NOT NULL AND NEW.state NOT IN ('set_aside', 'agreed') AND OLD.state IN ('set_aside', 'agreed') BEGIN
  INSERT INTO entry_account(entry_id, choice, slips, votes)
    VALUES (NEW.entry_id, NEW.choice, 1, coalesce((SELECT value FROM roll WHERE id = NEW.roll_id), 0))
    ON CONFLICT (entry_id, choice) DO UPDATE SET slips = slips + 1, votes = votes + excluded.votes;
END;
CREATE TRIGGER account_entry_delete AFTER DELETE ON slip WHEN OLD.entry_id IS NOT NULL AND OLD.state NOT IN ('set_aside', 'agreed') BEGIN
  UPDATE entry_account SET slips = slips - 1, votes = votes - coalesce((SELECT value FROM roll WHERE id = OLD.roll_id), 0)
    WHERE entry_id = OLD.entry_id AND choice = OLD.choice;
END;

-- Another computer or a sheet on a stick that may act here. Of its key only what recognises it is kept: the file alone
-- opens nothing.
CREATE TABLE station(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,                     -- as it stands in the record: Teller 2
  person TEXT NOT NULL,                          -- who sits at it, as they said
  role TEXT NOT NULL CHECK (role IN ('committee', 'head_teller', 'teller', 'door', 'hall')),
  way TEXT NOT NULL CHECK (way IN ('cable', 'stick')),
  key TEXT NOT NULL UNIQUE,                      -- cable: SHA-256 of its key; stick: its public key; in hexadecimal
  admitted_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT;
