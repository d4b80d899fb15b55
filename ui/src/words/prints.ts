/** The words of what is printed. */
import { thousands } from '../time';

export const prints = {
  title: 'Print',
  open: 'Print…',
  lead: 'Everything comes as PDF, and says at its foot which conference it is of, when it was printed and the code of the record.',
  votes: 'Slips for how many votes',
  votesBad: 'A whole number from 1 to 99.',
  abstain: 'Whether a book has a slip for abstentions stands in the standing orders: Cards.',
  batches: 'How many batches',
  batchesBad: 'A whole number from 1 to 400.',
  kinds: {
    books: { label: 'Books of voting cards', more: (n: number) => (n === 1 ? 'a cover and slips for the 1 book in use' : `a cover and slips for each of the ${thousands(n)} books in use`), none: 'make the books first' },
    book: { label: (n: number) => `Book ${n} only`, more: 'the one that is chosen' },
    sheets: { label: 'Teller sheets', more: (vote: string | null) => (vote ? `the cards of ${vote.toLowerCase()}, with boxes for both tellers` : 'all cards in use, with boxes for both tellers') },
    headers: { label: 'Batch headers', more: 'laid upon each batch of slips, four a page' },
    slip: { label: 'Result slip', more: 'for the chair: the figures, the reason, and the code of the result', none: 'there is no result yet' },
    delegations: { label: 'How each delegation voted', more: 'for the notice board, section by section', none: 'when the result is declared', withheld: 'not published under these standing orders' },
    poster: { label: 'Poster of the colours', more: 'for the doors of the hall, A3' },
  },
  working: 'Setting the pages…',
  progress: (set: number, of: number) => `${thousands(set)} of ${thousands(of)} books are set…`,
  written: (name: string) => `Printed to ${name}.`,
  downloaded: 'The PDF is in your downloads.',
  missing: (letters: string) => `The type has no letters ${letters}: boxes stand in their place.`,
} as const;
