// A printed slip is held before a camera at the tellers' desk: read once while it lies there, proved, entered, and typing goes on.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { browserOfThisFile } from '../lib/browser.js';
import { folder, rostrumctl } from '../lib/programs.js';
import { shot } from '../lib/shots.js';
import { Chair } from '../pages/chair.js';
import { Tellers } from '../pages/tellers.js';

// Chromium plays this file as its camera; it is written once the slips of the conference are printed.
const FILM = join(folder('camera'), 'camera.y4m');
const browser = browserOfThisFile(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${FILM}`]);

/** A page of a PDF as grey pixels. */
function picture(pdf, page, where) {
  spawnSync('pdftoppm', ['-r', '110', '-gray', '-singlefile', '-f', String(page), '-l', String(page), pdf, where]);
  const bytes = readFileSync(`${where}.pgm`);
  const [head, width, height] = /^P5\s+(\d+)\s+(\d+)\s+\d+\s/.exec(bytes.subarray(0, 40).toString('latin1'));
  return { width: Number(width), height: Number(height), grey: bytes.subarray(head.length) };
}

/** A film of one still picture: the top left slip of a page, a hand's breadth away. */
function film(page, { width, height }) {
  const [header, luma, chroma] = [`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`, Buffer.alloc(width * height, 200), Buffer.alloc((width * height) / 2, 128)];
  const scale = 1.6;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [from, row] = [Math.floor(x / scale) + 46, Math.floor(y / scale) + 46];
      if (from < page.width && row < page.height) luma[y * width + x] = page.grey[row * page.width + from];
    }
  }
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, chroma]);
  return Buffer.concat([Buffer.from(header), frame, frame, frame, frame]);
}

test('a slip before the camera is entered once, and typing goes on beside it', async (t) => {
  const room = await browser.demo(t);
  await room.conference.takes('Convention of the Labour Left');
  await room.conference.calls('Motion 12', 'seconded');
  const pdf = join(folder('camera-print'), 'book.pdf');
  rostrumctl('print', room.conference.file, 'books', pdf, '--votes', '1', '--card', '7');
  writeFileSync(FILM, film(picture(pdf, 2, join(folder('camera-page'), 'page')), { width: 640, height: 480 }));
  const chair = new Chair(await room.chair());
  const tellers = new Tellers(await room.tellers());
  await chair.puts('C');
  await chair.next('Open');
  await tellers.accepts();
  await tellers.screen.sees('button', 'Camera');
  await tellers.screen.press('Z');
  await tellers.screen.sees('.camera', 'Read: 7 for');
  await tellers.account('Entered', 1);
  await tellers.enters(12, 'A');
  await tellers.account('Entered', 2);
  await shot(tellers, 'tellers-camera');
  // It still lies there, and is one slip.
  await tellers.account('In query', 0);
  await tellers.screen.press('Z');
  await tellers.screen.lacks('h1, .camera', 'Hold one slip');
  const vote = (await room.conference.shows({ view: 'votes' })).votes[0];
  assert.equal(vote.entered, 2);
});
