// How often something was taken back or done again on this screen: what was said of it holds no longer.
class Undone {
  times = $state(0);
}

export const undone = new Undone();
