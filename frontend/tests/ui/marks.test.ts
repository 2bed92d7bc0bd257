import { describe, expect, it } from 'vitest';
import { agree, lessonSentence, taughtSentence } from '../../src/content/taught';
import { saidSentence } from '../../src/content/patterns';
import type { Answer, Tag, Taught } from '../../src/data/types';
import { answerOf, counts, familyIn, leftOut, markWord, patternOf, shown } from '../../src/ui/marks';

const tag = (part: Partial<Tag> = {}): Tag => ({
  id: 'a', pattern: 'reassurance_seeking', family: 'anxious', holder: 'self', status: 'enacted', start: 0, end: 13,
  quote: 'I asked again', confidence: 0.9, why: 'You asked again.', person: null, verdict: null, corrected: null, ...part,
});
const taught = (answer: Answer, pattern: string | null = null): Taught => ({ lesson: 'l', answer, pattern, times: 3 });

describe('how a mark is read', () => {
  it('follows what was taught, until its writer answers', () => {
    expect(answerOf(tag())).toBeNull();
    expect(answerOf(tag({ taught: taught('theirs') }))).toBe('theirs');
    expect(answerOf(tag({ taught: taught('theirs'), verdict: 'yes' }))).toBe('yes');
  });

  it('leaves out what was taught away, and keeps it within reach', () => {
    const silent = tag({ taught: taught('no') });
    const back = tag({ id: 'b', taught: taught('no'), verdict: 'yes' });
    const gone = tag({ id: 'c', verdict: 'no' });
    expect(shown([silent, back, gone])).toEqual([back]);
    expect(leftOut([silent, back, gone])).toEqual([silent]);
  });

  it('counts nothing as the writer’s that they taught to be theirs', () => {
    const theirs = tag({ taught: taught('theirs') });
    expect([counts(theirs), markWord(theirs, 'Ravi')]).toEqual([false, 'Ravi']);
    expect([counts(tag({ taught: taught('theirs'), verdict: 'yes' })), counts(tag())]).toEqual([true, true]);
    expect(markWord(tag({ taught: taught('not_done') }))).toBe('Pull not followed');
  });

  it('stands under the pattern that the writer named, now or before', () => {
    const named = tag({ verdict: 'other_pattern', corrected: 'direct_need' });
    const learned = tag({ taught: taught('other_pattern', 'direct_need') });
    for (const one of [named, learned]) expect([patternOf(one), familyIn(one)]).toEqual(['direct_need', 'secure']);
    const back = tag({ taught: taught('other_pattern', 'direct_need'), verdict: 'yes' });
    expect([patternOf(back), familyIn(back)]).toEqual(['reassurance_seeking', 'anxious']);
    expect([patternOf(tag()), familyIn(tag({ pattern: 'newer', family: 'both' }))]).toEqual(['reassurance_seeking', 'both']);
    expect(saidSentence(named)).toBe('You said that this was “Asking for what you need”.');
  });
});

describe('what was learned, in words', () => {
  it('says how often and what follows', () => {
    expect(taughtSentence(taught('theirs'))).toBe('You changed this 3 times in sentences like this one, so I now read it as theirs.');
    expect(taughtSentence(taught('no'))).toBe('You took this away 3 times in sentences like this one, so I now leave it out.');
    expect(taughtSentence(taught('not_done'))).toMatch(/so I now read it as a pull you did not follow\.$/);
    expect(taughtSentence(taught('other_pattern', 'repair'))).toMatch(/so I now read it as “Making up”\.$/);
    const lesson = { id: 'l', pattern: 'trust', answer: 'no' as const, corrected: null, times: 4, quotes: [] };
    expect(lessonSentence(lesson)).toBe('From 4 answers of yours: in sentences much like these, I now leave it out.');
  });

  it('has words to agree with each answer', () => {
    expect(new Set(Object.values(agree)).size).toBe(5);
  });
});
