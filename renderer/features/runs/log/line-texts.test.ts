import { describe, expect, it } from 'vitest'
import { piecesOf, withoutEscapes } from './ansi.ts'
import { withControlSigns } from './control-signs.ts'
import { highlighterOf, withMarks } from './highlights.ts'
import { prettyJson } from './json-line.ts'
import { fullTime, timeText } from './line-time.ts'
import { hashOf, linesOf, logHref } from './log-link.ts'
import { drawnLast, statesOf } from './progress.ts'
import { countOf, extended, pressed, rangeOf } from './selection.ts'

describe('a progress bar', () => {
  it('shows its last state, and gives all of them', () => {
    expect(drawnLast('10 %\r50 %\r100 %\r')).toBe('100 %')
    expect(statesOf('10 %\r50 %\r\r100 %\r')).toEqual(['10 %', '50 %', '100 %'])
    expect(statesOf('plain')).toEqual(['plain'])
    expect(drawnLast('\r')).toBe('')
  })
})

describe('a line of JSON', () => {
  it('is shown over several lines without another digit or key', () => {
    expect(prettyJson(' {"a":12345678901234567890.10,"b":[1,{"c":"x: {y}, \\" z"}],"e":{},"f":[ ]} ')).toBe(
      [
        '{',
        '  "a": 12345678901234567890.10,',
        '  "b": [',
        '    1,',
        '    {',
        '      "c": "x: {y}, \\" z"',
        '    }',
        '  ],',
        '  "e": {},',
        '  "f": []',
        '}',
      ].join('\n'),
    )
    expect(JSON.parse(prettyJson('{"a":1,"a":2}') ?? '')).toEqual({ a: 2 })
  })

  it('that is none stays as it is', () => {
    for (const text of ['', 'plain', '12', '"text"', '{"a":1', '[INFO] started', '{} and more'])
      expect(prettyJson(text)).toBe(null)
  })
})

describe('control characters', () => {
  it('and characters that reorder text become signs', () => {
    expect(withControlSigns('\x1b[31mred\x00\t\x7f')).toBe('␛[31mred␀␉␡')
    expect(withControlSigns('safe\u202egpj.exe\u200b\x9b')).toBe('safe<202E>gpj.exe<200B><009B>')
  })

  it('leave a downloaded text, but for its tabs and line ends', () => {
    expect(withoutEscapes('\x1b[1mbold\x1b[0m\tx\r\n\x1b]0;title\x07end\x08\n')).toBe('bold\tx\r\nend\n')
  })
})

describe('marks of what is looked for', () => {
  const marked = (query: Parameters<typeof highlighterOf>[0], line: string): string[] =>
    withMarks(piecesOf(line), highlighterOf(query).highlight).flatMap(({ text, marked }) => (marked ? [text] : []))

  it('are the matches of the text as it is read, across colors', () => {
    expect(marked({ text: 'err' }, 'an Err and an err')).toEqual(['Err', 'err'])
    expect(marked({ text: 'err', case: true }, 'an Err and an err')).toEqual(['err'])
    expect(marked({ text: 'err', word: true }, 'error err')).toEqual(['err'])
    expect(marked({ text: 'not found' }, 'host \x1b[31mnot\x1b[0m found')).toEqual(['not', ' found'])
    expect(marked({ text: 'a.c', regex: true }, 'abc a.c')).toEqual(['abc', 'a.c'])
    expect(marked({ text: 'x*', regex: true }, 'abc')).toEqual([])
  })

  it('say why a pattern is none', () => {
    expect(highlighterOf({ text: '(', regex: true }).problem).toMatch(/Invalid regular expression/)
    expect(highlighterOf({ text: '(' }).problem).toBe(null)
  })

  it('of a pattern that may take very long end with the first', () => {
    expect(marked({ text: '(a+)+b', regex: true }, `aab ${'a'.repeat(40)}`)).toEqual(['aab'])
  })
})

describe('a link to lines', () => {
  it('names a line or a range', () => {
    expect([linesOf('#L120-131'), linesOf('#L7'), linesOf('131-120'), linesOf(' 1,200 ')]).toEqual([
      { from: 120, to: 131 },
      { from: 7, to: 7 },
      { from: 120, to: 131 },
      { from: 1200, to: 1200 },
    ])
    for (const text of ['', '#', '#token=1', 'L0', '12x', '-3', '99999999999', '#L5000000000']) expect(linesOf(text)).toBe(null)
    expect([hashOf({ from: 3, to: 3 }), hashOf({ from: 3, to: 9 })]).toEqual(['#L3', '#L3-9'])
  })

  it('names run, step, item and attempt, where items count from 1', () => {
    const lines = { from: 120, to: 131 }
    expect(logHref({ run: 4182, node: null, attempt: null }, null)).toBe('/runs/4182/log')
    expect(logHref({ run: 4182, node: 'tests#1/1', attempt: 1 }, lines)).toBe(
      '/runs/4182/log?step=tests&item=2&attempt=1#L120-131',
    )
    expect(logHref({ run: 4182, node: 'make/17', attempt: null }, null)).toBe('/runs/4182/log?step=make&item=17')
    expect(logHref({ run: 4182, node: 'tests#3', attempt: null }, lines)).toBe('/runs/4182/log?step=tests&visit=3#L120-131')
    expect(logHref({ run: 4182, node: 'a b&c', attempt: 2 }, null)).toBe('/runs/4182/log?step=a+b%26c&attempt=2')
  })
})

describe('the selection of lines', () => {
  it('is one line, reaches to another with Shift, and is let go by a second press', () => {
    const one = pressed(null, 5, false)
    expect(one).toEqual({ anchor: 5, focus: 5 })
    const range = pressed(one, 2, true)
    expect(range && [rangeOf(range), countOf(range)]).toEqual([{ from: 2, to: 5 }, 4])
    expect(pressed(range, 9, true)).toEqual({ anchor: 5, focus: 9 })
    expect(pressed(one, 5, false)).toBe(null)
    expect(pressed(range, 5, false)).toEqual({ anchor: 5, focus: 5 })
    expect(extended({ anchor: 5, focus: 9 }, 11, 10)).toEqual({ anchor: 5, focus: 10 })
  })
})

describe('the time of a line', () => {
  it('is elapsed, of the clock, or the difference to the line before, also of a clock that was set back', () => {
    const at = new Date(2026, 10, 26, 11, 5, 0, 14).getTime()
    expect(timeText(at, 'off', at, null)).toBe('')
    expect(timeText(at, 'absolute', at, null)).toBe('11:05:00.014')
    expect(timeText(at, 'relative', at - 1_500, null)).toBe('+1.500')
    expect(timeText(at, 'relative', at - 62_003, null)).toBe('+1:02.003')
    expect(timeText(at, 'relative', at + 3_598_697, null)).toBe('−59:58.697')
    expect(timeText(at, 'relative', at - 90_184_120, null)).toBe('+25:03:04.120')
    expect(timeText(at, 'difference', at, at - 14)).toBe('+0.014')
    expect(timeText(at, 'difference', at, null)).toBe('')
    expect(timeText(at, 'relative', at + 250, null)).toBe('−0.250')
    expect(fullTime(at)).toBe('2026-11-26 11:05:00.014')
  })
})
