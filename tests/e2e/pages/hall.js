/** The hall's screen: it is only looked at. */
export class Hall {
  constructor(screen) {
    this.screen = screen;
  }

  shows(what, ms) {
    return this.screen.sees('.hall', what, ms);
  }

  hides(what) {
    return this.screen.lacks('.hall', what);
  }

  title(what) {
    return this.screen.sees('.hall h1', what);
  }

  foot(what, ms) {
    return this.screen.sees('.hall footer', what, ms);
  }

  clock() {
    return this.screen.evaluate(() => document.querySelector('.hall .rostrum .time')?.textContent?.replaceAll(/\s/g, '') ?? '');
  }
}
