export const words = {
  tooLarge: 'A file of more than 10 MB is not attached to a paper. Attach a smaller copy, or a page that says where the whole can be had.',
  notDone: 'The program did not answer. Look at the screen before you do it again: it shows what was recorded.',
};
