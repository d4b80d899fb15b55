export const words = {
  notDone: 'The program did not answer. Look at the screen before you do it again: it shows what was recorded.',
};
