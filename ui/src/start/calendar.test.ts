import { describe, expect, it } from 'vitest';
import { dayWords, shifted, weeks } from './calendar';
import { fileName, folderOf } from './errand';

describe('calendar', () => {
  it('begins weeks on Monday', () => {
    const march = weeks(2017, 2);
    expect(march[0]).toEqual([null, null, '2017-03-01', '2017-03-02', '2017-03-03', '2017-03-04', '2017-03-05']);
    expect(march.flat().filter((day) => day !== null)).toHaveLength(31);
  });
  it('crosses months', () => {
    expect(shifted('2017-02-28', 1)).toBe('2017-03-01');
    expect(shifted('2017-03-01', -1)).toBe('2017-02-28');
  });
  it('says a day', () => expect(dayWords('2017-03-11')).toBe('Saturday 11 March 2017'));
});

describe('file names', () => {
  it('are plain', () => expect(fileName('Congrès 2018: Lyon!')).toBe('congres-2018-lyon.conference'));
  it('lie in the folder of the last', () => expect(folderOf('/home/a/x.conference')).toBe('/home/a/'));
  it('have no folder where none is known', () => expect(folderOf(undefined)).toBe(''));
});
