// Pictures to be looked at, where SHOTS names a folder for them: a tellers' laptop and a small one, in both themes.
const folder = process.env.SHOTS;
const SIZES = [{ width: 1366, height: 768 }, { width: 1024, height: 768 }];

/** Four pictures of a screen as it stands; nothing where nobody asks for any. */
export async function shot({ screen }, name) {
  if (!folder) return;
  const before = screen.page.viewportSize();
  for (const size of SIZES) {
    await screen.page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark']) {
      await screen.page.emulateMedia({ colorScheme });
      await screen.shot(`${folder}/${name}-${size.width}-${colorScheme}.png`);
    }
  }
  await screen.page.setViewportSize(before);
  await screen.page.emulateMedia({ colorScheme: 'light' });
}

/** One picture of a screen as it stands. */
export async function asItStands({ screen }, name) {
  if (folder) await screen.shot(`${folder}/${name}.png`);
}
