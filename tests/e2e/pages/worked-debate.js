// What the chair does again and again in the worked debate.

/** What somebody said or is called, ended with Enter: these keys are names, and no part of the chair's count. */
export async function types(chair, words) {
  const before = chair.screen.presses;
  if (words !== '') await chair.screen.write(words);
  await chair.screen.press('Enter');
  chair.typed = (chair.typed ?? 0) + chair.screen.presses - before;
}

/** A show of hands is open; the chair says how it went. */
export async function hands(chair, key, words) {
  await chair.screen.sees('.vote', 'show of hands');
  await chair.screen.press(key);
  await chair.declares(words);
  // While the band stands, its own keys answer.
  await chair.screen.lacks('.vote', /./);
}
