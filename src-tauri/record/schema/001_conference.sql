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
  resumes_at INTEGER                             -- while it is adjourned: when it is to go on, where that was said
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
  CHECK (onto_paragraph_id IS NULL OR onto_edit_id IS NULL)
) STRICT;
CREATE INDEX edit_motion ON edit(motion_id);
CREATE INDEX edit_onto_paragraph ON edit(onto_paragraph_id);
CREATE INDEX edit_onto_edit ON edit(onto_edit_id);

CREATE TABLE party(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  motion_id INTEGER NOT NULL REFERENCES motion(id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('mover', 'seconder', 'supporter')),
  body TEXT NOT NULL,                            -- as printed: Southwark
  delegation_id INTEGER REFERENCES delegation(id)
) STRICT;
CREATE INDEX party_motion ON party(motion_id);
CREATE INDEX party_delegation ON party(delegation_id);

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
  reason TEXT NOT NULL,                          -- may be empty where the act says it all
  actor TEXT NOT NULL,                           -- in words: committee, Ann Lee
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX fate_motion ON fate(motion_id);

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
-- amend, and what is moved from the floor upon either.
CREATE TABLE question(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  item_id INTEGER NOT NULL REFERENCES item(id),
  motion_id INTEGER REFERENCES motion(id),       -- NULL: it is on no paper
  upon_id INTEGER REFERENCES question(id),
  part_id INTEGER REFERENCES part(id),           -- a part of the paper, put by itself
  procedure_id INTEGER REFERENCES procedure(id), -- what was moved from the floor
  state TEXT NOT NULL CHECK (state IN ('called', 'moved', 'seconded', 'decided', 'withdrawn', 'adjourned', 'disposed')),
  formally_seconded INTEGER NOT NULL CHECK (formally_seconded IN (0, 1)),
  outcome TEXT CHECK (outcome IN ('carried', 'lost', 'not_carried')),
  called_at INTEGER NOT NULL,
  decided_at INTEGER,
  CHECK ((motion_id IS NULL) = (procedure_id IS NOT NULL) AND (part_id IS NULL OR motion_id IS NOT NULL))
) STRICT;
CREATE INDEX question_item ON question(item_id);
CREATE INDEX question_motion ON question(motion_id);
CREATE INDEX question_upon ON question(upon_id);
CREATE INDEX question_part ON question(part_id);
CREATE INDEX question_procedure ON question(procedure_id);

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
  at INTEGER NOT NULL,
  until INTEGER                                  -- NULL: they preside now
) STRICT;

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
  asked_at INTEGER NOT NULL
) STRICT;
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

CREATE TABLE interruption(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  question_id INTEGER NOT NULL REFERENCES question(id),
  speech_id INTEGER REFERENCES speech(id),
  kind TEXT NOT NULL CHECK (kind IN ('point_of_order', 'point_of_information', 'explanation')),
  body TEXT NOT NULL,                            -- who rose
  stated TEXT NOT NULL,
  at INTEGER NOT NULL,
  ruling TEXT CHECK (ruling IN ('well_taken', 'not_well_taken', 'heard')),
  ruled TEXT NOT NULL,                           -- the chair's words; empty until ruled
  ruled_at INTEGER,
  rule TEXT NOT NULL DEFAULT ''                  -- the standing orders that it was ruled under, as JSON; empty until ruled
) STRICT;
CREATE INDEX interruption_question ON interruption(question_id);
CREATE INDEX interruption_speech ON interruption(speech_id);

CREATE TABLE vote(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  question_id INTEGER NOT NULL REFERENCES question(id),
  method TEXT NOT NULL CHECK (method IN ('agreed', 'hands', 'card')),
  card_no INTEGER UNIQUE,                        -- which slip in the book; not the order of votes
  wording TEXT NOT NULL,                         -- frozen when the question was put
  if_carried TEXT NOT NULL,
  if_lost TEXT NOT NULL,
  rule TEXT NOT NULL,                            -- the keys of the standing orders it used, as JSON
  register_version INTEGER,                      -- of the electorate in roll
  franchise_id INTEGER REFERENCES franchise(id), -- who voted; NULL: delegates, by no decision of this conference
  voters INTEGER,                                -- who may vote and was checked in when it was put
  state TEXT NOT NULL CHECK (state IN ('called', 'open', 'closed', 'provisional', 'declared', 'inconclusive', 'abandoned')),
  called_at INTEGER NOT NULL,
  opened_at INTEGER,
  closed_at INTEGER,
  for_count INTEGER,                             -- hands, when they were counted
  against_count INTEGER,
  abstain_count INTEGER
) STRICT;
CREATE INDEX vote_question ON vote(question_id);
CREATE INDEX vote_state ON vote(state);
CREATE INDEX vote_franchise ON vote(franchise_id);

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

CREATE TABLE slip(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  vote_id INTEGER NOT NULL REFERENCES vote(id) ON DELETE CASCADE,
  number INTEGER NOT NULL,                       -- as typed
  roll_id INTEGER REFERENCES roll(id),
  choice TEXT NOT NULL CHECK (choice IN ('for', 'against', 'abstain', 'spoiled')),
  state TEXT NOT NULL CHECK (state IN ('counted', 'query', 'set_aside')),
  why TEXT NOT NULL,                             -- why it is a query, or how it was settled
  station TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX slip_vote ON slip(vote_id, state);
CREATE UNIQUE INDEX slip_once ON slip(roll_id) WHERE state = 'counted';

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
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX result_vote ON result(vote_id);
CREATE INDEX result_corrects ON result(corrects_id);

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
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX challenge_of ON challenge(of_id);

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
