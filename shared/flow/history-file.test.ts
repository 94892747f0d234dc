import { describe, expect, it } from 'vitest'
import type { Definition } from './definition.ts'
import { eventLine, headLine, readHistory } from './history-file.ts'
import { readDefinition } from './read.ts'
import { replay } from './replay.ts'
import { simulate } from './simulate.ts'

const definition = readDefinition(`
start: A
nodes:
  A: { kind: executor, exec_type: local_func, func: sum }
  B: { kind: timer, params: { delay_ms: 5 } }
edges: [{ from: A, to: B }]
`).definition as Definition
const events = simulate(definition, { 'a\nb': 'ü' }, () => 0.4)
const head = { run: { id: '0198', number: 12 }, flow: 'Counting', version: 3, definition }
const text = [headLine(head), ...events.map(eventLine), ''].join('\n')
const lines = text.split('\n')

const withLine = (n: number, line: string): string => lines.with(n - 1, line).join('\n')

describe('a history in a file', () => {
  it('is read back unchanged, and is decided again identically', () => {
    const read = readHistory(text)
    expect(read).toEqual({ ...head, events })
    expect(replay(read.definition, read.events)).toMatchObject({ difference: null })
    expect(read.events.length).toBeGreaterThan(4)
  })

  it('may end its lines as Windows does', () => {
    expect(readHistory(text.replaceAll('\n', '\r\n'))).toEqual({ ...head, events })
  })

  it.each([
    ['nothing', '', 'Line 1 of the history is not JSON'],
    ['something else', '{"start":"A"}', 'Line 1 of the history is not the header of a history'],
    [
      'a newer format',
      withLine(1, headLine(head).replace('"format":1', '"format":2')),
      'has format 2, which needs a newer LocalFlow',
    ],
    ['a definition that is not valid', withLine(1, headLine(head).replace('"start":"A"', '"start":"Z"')), 'no valid definition'],
    ['half a line', withLine(3, '{"n":2,'), 'Line 3 of the history is not JSON'],
    ['no event', withLine(3, '[]'), 'Line 3 of the history is not an event'],
    [
      'a time of no calendar',
      withLine(3, '{"n":2,"at":9000000000000000,"type":"started","data":{}}'),
      'Line 3 of the history is not an event',
    ],
    ['an event too few', text.replace(`${lines[2]}\n`, ''), 'Line 3 of the history is event 3 instead of event 2'],
    ['a type of another time', withLine(2, '{"n":1,"at":1,"type":"dreamt","data":{}}'), '"dreamt", which this LocalFlow'],
    [
      'a name that is none',
      withLine(2, '{"n":1,"at":1,"type":"started","data":{"__proto__":{}}}'),
      'has a value that is not allowed as a name: data.__proto__',
    ],
  ])('is refused with %s, and the line is named', (_, broken, message) => {
    expect(() => readHistory(broken)).toThrow(message)
  })

  it('that was changed is detected at the first difference', () => {
    const changed = events.findIndex(({ type }) => type === 'went on')
    const read = readHistory(withLine(changed + 2, (lines[changed + 1] ?? '').replace('"A"', '"B"')))
    expect(replay(read.definition, read.events).difference?.n).toBe(changed + 1)
  })
})
