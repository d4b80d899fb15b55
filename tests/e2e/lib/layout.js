// Measuring what a screen does with its room.

/** In the page: everything that would have to be scrolled, in either direction. */
export function overflowing() {
  const found = [];
  const seen = (node) => node.getBoundingClientRect().width > 0;
  for (const node of [document.scrollingElement, ...document.querySelectorAll('#app *, body > *')]) {
    if (!node || !seen(node)) continue;
    const style = getComputedStyle(node);
    const scrolls = (value) => value === 'auto' || value === 'scroll' || node === document.scrollingElement;
    const name = `${node.tagName.toLowerCase()}.${[...node.classList].filter((each) => !each.startsWith('svelte-')).join('.')}`;
    if (scrolls(style.overflowY) && node.scrollHeight > node.clientHeight + 1) found.push(`${name} is ${node.scrollHeight - node.clientHeight} px too high`);
    if (scrolls(style.overflowX) && node.scrollWidth > node.clientWidth + 1) found.push(`${name} is ${node.scrollWidth - node.clientWidth} px too wide`);
  }
  return found;
}

/** In the page: controls that lie outside the window, and so cannot be seen; those within `except` aside. */
export function outside(except) {
  return [...document.querySelectorAll('button, input, [role=dialog], [role=option]')]
    .filter((node) => {
      if (except && node.closest(except)) return false;
      const box = node.getBoundingClientRect();
      return box.width > 0 && getComputedStyle(node).visibility !== 'hidden' && (box.left < -1 || box.right > innerWidth + 1);
    })
    .map((node) => (node.innerText || node.getAttribute('aria-label') || node.tagName).replaceAll(/\s+/g, ' ').slice(0, 40));
}

/** In the page: controls that lie over one another, as far as they can be seen. */
export function overlapping() {
  const found = [];
  const visible = (node) => {
    let { left, top, right, bottom } = node.getBoundingClientRect();
    for (let within = node.parentElement; within; within = within.parentElement) {
      if (getComputedStyle(within).overflow === 'visible') continue;
      const box = within.getBoundingClientRect();
      [left, top, right, bottom] = [Math.max(left, box.left), Math.max(top, box.top), Math.min(right, box.right), Math.min(bottom, box.bottom)];
    }
    return { node, left, top, right, bottom };
  };
  const layer = (node) => node.closest('[role=dialog], .hits, .notices') ?? document.body;
  const all = [...document.querySelectorAll('button, input, textarea')]
    .filter((node) => getComputedStyle(node).visibility !== 'hidden')
    .map(visible)
    .filter((box) => box.right - box.left > 2 && box.bottom - box.top > 2);
  const named = ({ node }) => (node.innerText || node.value || node.labels?.[0]?.innerText || node.tagName).replaceAll(/\s+/g, ' ').slice(0, 50);
  for (const [at, a] of all.entries()) {
    for (const b of all.slice(at + 1)) {
      if (a.node.contains(b.node) || b.node.contains(a.node) || layer(a.node) !== layer(b.node)) continue;
      const [wide, high] = [Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)];
      if (wide > 2 && high > 2) found.push(`${named(a)} over ${named(b)}`);
    }
  }
  return found;
}

/** In the page: what stands on more than one line, or is cut, where it should stand on one. */
export function wrapped(where) {
  return [...document.querySelectorAll(where)]
    .filter((node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size > 1 || node.scrollWidth > node.clientWidth + 1;
    })
    .map((node) => node.innerText);
}

/** In the hall's page: how large everything is, as a share of the height. */
export function sizes() {
  const found = [];
  for (const node of document.querySelectorAll('.hall *')) {
    const text = [...node.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE).map((child) => child.textContent.trim()).join(' ').trim();
    const box = node.getBoundingClientRect();
    if (text === '' || box.width < 2 || box.height < 2 || getComputedStyle(node).visibility === 'hidden') continue;
    const part = node.closest('footer') ? 'foot' : node.closest('.pill') ? 'body' : node.closest('h1') ? 'title' : node.closest('.rehearsal') ? 'rehearsal' : node.closest('.kicker') ? 'kicker' : 'body';
    const where = node.closest('.next, .say, .majority, dl, .table, .reason, .why, .lead, .text, .name, .body, .side, .time, ol, .about, .place')?.className.replaceAll(/\s*svelte-\w+\s*/g, ' ').trim() || node.tagName.toLowerCase();
    found.push({ part, where, text: text.slice(0, 40), share: parseFloat(getComputedStyle(node).fontSize) / innerHeight, cut: box.right > innerWidth + 1 || box.bottom > innerHeight + 1 });
  }
  return found;
}

/** In the page: text within `where` that is cut short, by an ellipsis, by the number of its lines or by the height of its place. */
export function clipped(where) {
  const found = [];
  for (const node of document.querySelectorAll(where)) {
    for (const one of [node, ...node.querySelectorAll('*')]) {
      const box = one.getBoundingClientRect();
      const style = getComputedStyle(one);
      // What only a screen reader hears is cut on purpose.
      if (box.width < 3 || box.height < 3 || style.overflow === 'visible' || style.visibility === 'hidden') continue;
      const scrolls = (value) => value === 'auto' || value === 'scroll';
      const wide = !scrolls(style.overflowX) && one.scrollWidth > one.clientWidth + 1;
      const high = !scrolls(style.overflowY) && one.scrollHeight > one.clientHeight + 2;
      // The digits of a clock stand in boxes of their own, closer than their line is high.
      if (one.tagName !== 'INPUT' && (wide || high) && one.innerText?.trim().length > 1) found.push(`“${one.innerText.replaceAll(/\s+/g, ' ').slice(0, 50)}” is cut off`);
    }
  }
  return [...new Set(found)];
}

/** In the hall's page: what stands in the margin, six of a hundred on either side, which a projector may not show. */
export function beyond() {
  const found = [];
  const walk = document.createTreeWalker(document.querySelector('.hall'), NodeFilter.SHOW_TEXT);
  for (let text = walk.nextNode(); text; text = walk.nextNode()) {
    if (text.textContent.trim() === '') continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    const margin = innerWidth * 0.06 - 2;
    if (box.width > 2 && (box.left < margin || box.right > innerWidth - margin)) found.push(`“${text.textContent.trim().slice(0, 40)}” stands in the margin`);
  }
  return found;
}
