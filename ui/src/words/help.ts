// Written for people under pressure: what to do first, then why. Short sentences, the words of the meeting.
export type Piece = { say: string; steps: string[] };
export type KeyLine = { k: string[]; does: string };
export type Page = { id: string; title: string; lead: string; pieces: Piece[]; keys: KeyLine[] };

const chair: Page = {
  id: 'chair',
  title: 'Chair',
  lead: 'Look at the hall. The screen always has one next act, with its key on it and the words to say above it.',
  pieces: [
    { say: 'Before you open', steps: ['Look at the hall’s screen from the back row.', 'Check that every delegation has its card: Register.', 'Press ? on any screen: it shows the keys that work there.'] },
    { say: 'Taking an item', steps: ['N does the next act: take the item, call the mover, ask for a seconder.', 'Space starts and stops the clock.', 'Going on without a step, such as a reply, is possible and recorded.'] },
    { say: 'Calling speakers', steps: ['Type a badge, a name or a delegation. Then for, against or to.', 'Next is proposed by the standing orders and says why. You may call anyone else.', 'Somebody speaks for their body? Shift+I puts a badge to the speech, now or afterwards, and the right to speak counts it.'] },
    { say: 'Who has been heard', steps: ['Shift+F: speeches and minutes by side, delegation, section, first conference and group. It can be printed; it stands on the Record too.'] },
    { say: 'Putting the question', steps: ['V shows the ways to put it: agreed, hands, count, card.', 'Hands not clear? Say so: one key leads to a count or a card vote.', 'Hands, heads by blocks, names, papers, cards: each has its own desk on the tellers’ screen, and each is declared by you alone.', 'A card vote is counted while business goes on. Its result waits for you to declare it.'] },
    { say: 'Options, ties, demands', steps: ['Shift+O puts several options: most votes, the lowest drops out, or yes and no on each. A tie stops and asks.', 'Votes equal? The standing orders say whether it is lost, put again, or yours to break. Say which before you declare it.', 'Shift+V notes a demand for a count or a card vote, and says whether it binds you. Granted or refused, it stands in the record.', 'Shift+D closes the doors, and opens them.'] },
    { say: 'A motion from the floor', steps: ['M lists what is in order now, highest first, with what happens if it is carried and if it is lost. What is not in order says why.', 'Between two items too: M for what concerns conference itself, P for a point of order.', '“The question be now put” is closure: C. Whoever says “previous question” may mean the opposite: look at what it does.', 'A challenge, H: name who takes the chair. After the vote the chair takes it again by itself.'] },
    { say: 'Quorum, adjournment, private session', steps: ['M, U: somebody doubts the quorum. Tellers count. Too few, and conference waits: your screen and the hall’s say until when.', 'M, G: you adjourn conference. What is before it waits as it stands, and the hall’s screen says until when.', 'Programme, X: an item in private. The visitors’ screen shows nothing of it; the hall’s says at its foot that the session is private.'] },
    { say: 'The end of the day', steps: ['When the day’s business is done N adjourns conference, or, on its last day, closes it. Shift+A and Shift+C do so at any time with nothing before conference.', 'Before conference closes you see what is not reached, and the words to say. Closed too soon? Shift+C opens it again.'] },
    { say: 'When a rule stands in the way', steps: ['The program says which rule, and what would allow it.', 'You decide. Alt+W allows it with a reason, which is recorded.', 'A count that does not add up cannot be allowed: nobody should declare it.'] },
    { say: 'Tellers on other computers', steps: ['Alt+S: choose the cable, turn stations on. Until then nothing listens.', 'Each of them opens the address, compares the fingerprint with yours, and types the code that T gives you.', 'A station whose line is cut keeps what is typed and sends it once when it is back. Delete revokes one that should not be there.', 'No cable at all: P makes a count pack for a stick, one for each teller. On their laptop K opens it on the first screen; they type as at any station, and Ctrl+Enter writes a signed return. R takes the return in here, after you have seen what it would do.'] },
    { say: 'A mistake', steps: ['Ctrl+Z takes back your last act and says what it took back.', 'What the hall has heard, a result or a ruling, is not taken back. It is corrected beside the old one, with a reason.'] },
  ],
  keys: [
    { k: ['N'], does: 'The next act' },
    { k: ['Space'], does: 'Start or stop the clock' },
    { k: ['P'], does: 'Point of order' },
    { k: ['Shift+R'], does: 'How the chair has ruled at this conference' },
    { k: ['M'], does: 'Motion from the floor' },
    { k: ['V'], does: 'Put the question' },
    { k: ['R'], does: 'The mover replies, where there is a right of reply' },
    { k: ['Shift+A'], does: 'Adjourn conference' },
    { k: ['Shift+C'], does: 'Close the conference' },
    { k: ['Ctrl+Z'], does: 'Take back' },
    { k: ['Alt+S'], does: 'Tellers on other computers' },
    { k: ['Ctrl+K'], does: 'Find anything by typing' },
    { k: ['Esc'], does: 'Back to the chair’s screen' },
    { k: ['?'], does: 'The keys that work here' },
  ],
};

const committee: Page = {
  id: 'committee',
  title: 'Committee',
  lead: 'Standing orders committee: the order of business, the papers, and what the time will not reach.',
  pieces: [
    { say: 'Before conference', steps: ['Import the programme and the register. Rows that are wrong are listed and nothing is changed until you accept.', 'Hand in the papers: Motions, N. A blank line between paragraphs.', 'An amendment is written by editing the text: Motions, A.', 'Many papers at once: Motions, Space marks one and M all that are listed; X rules them in, prints them and puts each under the item that prints its number.'] },
    { say: 'Standing orders', steps: ['Chosen when the conference is set up; Standing orders, P changes the profile and C a rule until conference opens.', 'Each rule says whether it is the body’s own, inherited from the default, or changed. Afterwards a vote of conference changes it.'] },
    { say: 'During the day', steps: ['Programme shows the planned and the forecast time of every item, and names what will not be reached.', 'Programme, Ctrl+P prints the order of business: each item with its motions, who moves them, their amendments.', 'Move items early. Telling delegations at lunch is better than at the end.', 'Fix the time of what cannot move: elections, guests, the end.'] },
    { say: 'A new order of business', steps: ['Programme, D: a draft. Move lines with Alt and the arrows, or drag; M types the minutes, T a time. Beside it stands what would not be reached.', 'Nothing is in force until it is adopted with a reason: Ctrl+Enter. Programme, V keeps every version.'] },
    { say: 'What the time does not reach', steps: ['Programme, G: a guillotine, with its time and what becomes of the rest. It falls only when the chair applies it, between two debates.', 'Programme, U: business is not reached, without one.', 'Lost business is taken in the order lost: B puts the first back.'] },
    { say: 'A paper is wrong', steps: ['Just handed in: take it back with Ctrl+Z or from the Record, and hand it in again.', 'Already moved: its text is never written over. Conference amends it, or its mover withdraws it.'] },
    { say: 'At the door', steps: ['Register, B: scan a badge, or type it and press Enter. Who it is stands there in large letters.', 'Ill? Choose the delegate, then S: the substitute has the vote from then on.', 'Before the opening: Register, R, the credentials report. It can be printed.'] },
    { say: 'An emergency motion', steps: ['Committee, Emergency motions, N: with the event it rests on and its day.', 'Rule it in or out with a reason. P gives it a place on the agenda.', 'Either ruling can be challenged: C makes the challenge a paper of its own.'] },
    { say: 'A report', steps: ['Committee, Reports, N. A adds a part; blank, it is drafted from the record.', 'Publish it. Until conference adopts the first there is no agenda.', 'Before conference, B refers the part chosen back, with how it was decided.'] },
    { say: 'A priorities ballot', steps: ['Committee, Priorities ballot, N: a line each for what stands on it.', 'Enter the papers by number of delegation, then the numbers they choose.', 'A tie stops and asks. The result can then set the order of business.'] },
  ],
  keys: [
    { k: ['Alt+2'], does: 'Programme' },
    { k: ['Alt+3'], does: 'Motions' },
    { k: ['Alt+4'], does: 'Register' },
    { k: ['N'], does: 'In Motions: hand in a paper' },
    { k: ['A'], does: 'In Motions: amend the paper shown' },
    { k: ['Space', 'M', 'X'], does: 'In Motions: mark one, mark all that are listed, deal with them together' },
    { k: ['/'], does: 'Find in the list' },
  ],
};

const teller: Page = {
  id: 'teller',
  title: 'Teller',
  lead: 'Number on the card, then one letter. It is stored the moment you press it. You never need the mouse.',
  pieces: [
    { say: 'Before the first count', steps: ['Practise for a minute: P on the tellers’ screen.', 'Turn the sound on. One high tone: stored. Two low tones: look up.'] },
    { say: 'Entering cards', steps: ['Type the number. Delegation and value appear: compare them with the card.', 'F for, A against, B abstain, X spoiled. On the number pad: + − * /.', 'A scanner that sends 214F and Enter works as it is; the codes on printed slips are proved as they are read. With a camera: Z.', 'Not signed, where slips are signed: U. Call the delegation at once; Q settles it when it has signed.', 'Typing never has to wait.'] },
    { say: 'Two low tones', steps: ['The slip is kept on the query pile. Nothing was lost and nothing was counted twice.', 'Put that paper to one side, keep typing, settle it later: Q.', 'Typed wrong? Ctrl+Z takes back your last card.'] },
    { say: 'Cards missing', steps: ['Look under the tables and into the boxes.', 'L shows the list to read out, largest first.', 'Only then R: type how many were not returned.'] },
    { say: 'Finishing', steps: ['“Adds up” means every card issued is accounted for. V turns to the account of each section.', 'Compare the turnout with the last card vote before you finish. A fall may be a box nobody emptied.', 'For and against are shown when the count is finished, not before.'] },
    { say: 'A laptop with no cable', steps: ['K on the first screen opens the count pack on the stick. It says whose it is, and for which vote.', 'N takes a box and E ends it, as everywhere. Codes are not proved there: type the numbers.', 'Ctrl+Enter writes the return. Take the stick to the chair’s laptop. Typed more since? Write it again: twice is once.'] },
    { say: 'Counting hands', steps: ['Alt+B divides the hall before a count is called: a block a line, then its tellers.', 'Each block is entered by itself. Blank is not zero: nobody against is typed as 0. Leave abstentions blank where the chair did not ask for them.', 'Nobody sits there: Alt+E. Typed wrong: Alt+P puts it right with a reason. Alt+R counts a block again, beside the figures before.'] },
    { say: 'A roll call', steps: ['The hall’s screen shows who is called. F, A or B for what is answered, X for nobody there.', 'Misheard? Choose the name and answer again, with the reason. R when everybody was called: the rest are absent.'] },
    { say: 'A secret ballot', steps: ['While it is open, mark whoever collects a paper, and say how many were issued: Alt+I.', 'Once it is closed, empty every box and mix the papers before the first is counted. A batch has ten papers at least, so that no small one shows who voted how.', 'Papers missing? Look first, then Alt+M. When every paper is accounted for, Ctrl+Enter gives the figures to the chair.'] },
  ],
  keys: [
    { k: ['F'], does: 'For' },
    { k: ['A'], does: 'Against' },
    { k: ['B'], does: 'Abstain' },
    { k: ['X'], does: 'Spoiled' },
    { k: ['Ctrl+Z'], does: 'Take back what was done here last, card or not' },
    { k: ['Q'], does: 'Query pile' },
    { k: ['L'], does: 'Read out the list' },
    { k: ['R'], does: 'The rest were not returned' },
    { k: ['Ctrl+Enter'], does: 'Finish the count' },
  ],
};

const trouble: Page = {
  id: 'trouble',
  title: 'When something goes wrong',
  lead: 'Nothing that the program said was done can be lost. Take your time.',
  pieces: [
    { say: 'The projector is gone', steps: ['Carry on. The chair’s screen does not depend on it.', 'Plug it in again: the hall’s screen comes back by itself. If not, Alt+9 and open it again.', 'Meanwhile read out the question and the result. They are on your screen in full.'] },
    { say: 'The laptop died', steps: ['Start it, and open the conference file. Or start Rostrum on another laptop, press R and then C, and choose the newest backup on the stick.', 'Everything up to the last acknowledged act is there. Look at the Record to see where you were.', 'A clock that was running has run on. Stop it, and give the speaker extra time for what was lost.', 'No laptop? Go on on paper: who spoke, what was put, the figures. Enter them later as notes.'] },
    { say: 'Entered twice', steps: ['N takes a batch: write the name on the box, and the slips counted by hand.', 'E ends it, beside the adding machine. Another teller types it again without seeing yours: at another station, or sits down at this laptop where it is the only one, and gives another name.', 'Only the cards that differ are typed again. What two tellers cannot agree on the head teller settles against the paper: D.'] },
    { say: 'The turnout fell', steps: ['Look for a box that was left out before the chair says anything. Then T: what was found.'] },
    { say: 'The tally is wrong', steps: ['Not declared yet: do not declare. The tellers put the wrong entries aside and enter the papers again.', 'Already declared: tell conference at once. Correct the result with the reason. Old and new figures both stand in the record.', 'Keep every card in sealed envelopes until the minutes are adopted.'] },
    { say: 'The result is challenged', steps: ['Read out the figures, the threshold, the rule, and how many votes would have changed it: they stand under the result.', 'The code on the slip finds its entry: Record, then / and the code; or rostrumctl verify FILE --result CODE.', 'K on the tellers’ screen counts the cards anew. The first count stays beside it.', 'Hands not clear? A count or a card vote settles it in minutes. Refusing one is remembered for years.'] },
    { say: 'A card was lost or left at home', steps: ['No card vote is being taken: Register, replace the card. The old number is cancelled.', 'A card vote is called, open or being counted: its cards stay as they are. The tellers say that the card was not returned; replace it when the count is finished.', 'If the old card turns up, it goes on the query pile and is not counted.'] },
    { say: 'The tellers’ screen has gone quiet', steps: ['Keep typing. Entries are kept and sent in order.', 'Look at the cable. What could not be stored is shown until somebody has seen it.'] },
    { say: 'The screen says a fault', steps: ['Nothing was half done. Try once more.', 'Still there? Copy the file to a stick, and read out the second line of the fault to whoever mends it.'] },
    { say: 'The hall is in uproar', steps: ['Stop the clock: Space. Wait.', 'Park the item: the speakers’ list and who has spoken are kept, and the debate goes on from there later.'] },
  ],
  keys: [],
};

const promise: Page = {
  id: 'promise',
  title: 'What the file guarantees',
  lead: 'One conference is one file. What it promises, and what it cannot.',
  pieces: [
    { say: 'It promises', steps: ['What was acknowledged is on the disk before anybody is told of it.', 'Everything that was done stands in the record, with the time and who did it. Nothing is written over.', 'Every entry seals the ones before it. Verify finds the entry where somebody altered the file.', 'Figures are whole numbers and shares are exact. Rounding never decides.', 'A card not seen is missing, not nought, and stops the result.', 'No network is needed, and nothing leaves the laptop unless somebody copies it.'] },
    { say: 'It cannot promise', steps: ['That a copy altered as a whole is found out, unless the code of the record has left the laptop. It stands at the foot of the hall’s screen: let somebody write it down at each adjournment.', 'That paper and screen agree. Keep the cards; they are what is true.', 'That nobody else reads the laptop. Lock it when you leave it; encrypt its disk.'] },
    { say: 'Who may see what', steps: ['The hall’s screen can show and can do nothing else.', 'Tellers see for and against only when the count is finished.', 'Names with opinions are protected by law. Keep the file in few hands, and delete what you no longer need.'] },
  ],
  keys: [],
};

export const pages: Page[] = [chair, committee, teller, trouble, promise];

export const words = {
  title: 'Help',
  pages: 'Pages of the help',
  keys: 'Keys',
  next: 'The next page',
  previous: 'The page before',
  print: 'Print this page',
  everyKey: 'On every screen ? shows the keys that work there.',
};
