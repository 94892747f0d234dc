import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { manifestProblemText, readManifest } from './read.ts'

const step = (name: string, rest = ''): string => `[[step]]\nname = "${name}"\nscript = "true"\n${rest}\n`
const words = (source: string): string[] =>
  readManifest(source).problems.map((found) => `${found.severity}: ${manifestProblemText(found)}`)

describe('a manifest', () => {
  it.each(['fruit.toml', 'areas.toml'])('%s has no problems', (name) => {
    expect(readManifest(readFileSync(new URL(`samples/${name}`, import.meta.url), 'utf8'))).toMatchObject({ problems: [] })
  })

  it('of tasks in order is a chain of steps', () => {
    const { manifest } = readManifest(
      '[[task]]\nname = "a"\nscript = "x"\n[[task]]\nname = "b"\nscript = "y"\nretry = 2\ntimeout = "5m"\ninterpreter = "python3 -u"\n',
    )
    expect(manifest?.steps).toMatchObject([
      { name: 'a', start: true, inputs: [], maxAttempts: 1, timeoutMs: null, cache: true, duplicates: 'reuse', interpreter: [] },
      { name: 'b', start: false, inputs: ['a'], maxAttempts: 3, timeoutMs: 300_000, interpreter: ['python3', '-u'] },
    ])
  })

  it.each([
    ['[[step]\nname = 1', 'error: line 1, column 8: The manifest is not TOML: '],
    ['', 'error: The manifest has no steps: write a [[task]] or a [[step]] with a name and a script.'],
    [step('a', 'start = true') + step('a', 'start = true'), 'error: line 6: step[1].name "a" is already the name of step 1.'],
    [step('a', 'start = true') + step('b'), 'error: line 5: step[1] "b" would never start: give it start = true, or inputs.'],
    [step('a', 'inputs = ["x"]'), 'error: The manifest has no step with start = true, so nothing would start.'],
    [
      step('s', 'start = true') + step('a', 'inputs = ["b", "s"]') + step('b', 'inputs = ["a"]'),
      'error: line 12: step[2].inputs has a cycle: b → a → b.',
    ],
    [step('a', 'start = true\ninputs = ["a"]'), 'error: line 5: step[0].inputs "a" cannot use its own files as inputs.'],
    [step('a', 'start = true\nscrpt = "x"'), 'error: line 5: step[0].scrpt is not known here; did you mean "script"?'],
    [
      step('a', 'start = true\ntimeout = "soon"'),
      'error: line 5: step[0].timeout must be seconds, or a text such as "30s", "5m" or "2h".',
    ],
    ['[[step]]\nname = "a"\nstart = true', 'error: line 1: step[0].script is missing.'],
    [
      '[[step]]\nname = "a/b"\nstart = true\nscript = "x"',
      'error: line 2: step[0].name must not contain "/" or control characters.',
    ],
    [
      `[[task]]\nname = "t"\nscript = "x"\n${step('a', 'start = true')}`,
      'error: The manifest has both [[task]] and [[step]]: tasks run in order, steps as a graph; use one of them.',
    ],
    ['[[task]]\nname = "t"\nscript = "x"\n__proto__ = 1', 'error: '],
    [`a = ${'['.repeat(5_000)}`, 'error: '],
  ])('with a mistake reports it: %j', (source, expected) => {
    expect(readManifest(source).manifest).toBeNull()
    expect(words(source)[0]?.startsWith(expected) ? expected : words(source)[0]).toBe(expected)
  })

  it('warns of a name that is similar to that of a step', () => {
    expect(words(step('square', 'start = true') + step('b', 'inputs = ["squar"]'))).toEqual([
      'warning: line 8: step[1].inputs "squar" is not a step; did you mean "square"? If it is the name of a file, ignore this.',
    ])
  })

  it('reports line numbers that texts across lines do not shift', () => {
    const source = `[[step]]\nname = "a"\nstart = true\nscript = '''\n[[step]]\nname = "x"\n'''\n\n[[step]]\nname = "b"\ninputs = ["a"]\nscript = """\necho \\"""\n"""\nparalel = 2\n`
    expect(words(source)).toEqual(['error: line 15: step[1].paralel is not known here; did you mean "parallel"?'])
  })
})
