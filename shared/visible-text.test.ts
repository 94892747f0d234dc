import { expect, it } from 'vitest'
import { visibleFields } from './visible-fields.ts'
import { plainText, visibleJson, visibleLines, visibleText } from './visible-text.ts'

it.each([
  ['a clear screen', 'a\u001b[2Jb', 'a\\x1b[2Jb'],
  ['a clipboard write', '\u001b]52;c;aGk=\u0007', '\\x1b]52;c;aGk=\\x07'],
  ['a one-character CSI', 'a\u009b2Jb', 'a\\x9b2Jb'],
  ['a turned direction', 'exe\u202etxt.\u2066', 'exe\\u202etxt.\\u2066'],
  ['lines and tabs', 'a\r\n\tb\u2028', 'a\\r\\n\\tb\\u2028'],
  ['a NUL and a DEL', '\0\u007f', '\\x00\\x7f'],
])('%s in a name is shown, not obeyed', (_, text, shown) => {
  expect(visibleText(text)).toBe(shown)
})

it('text of any language and emoji are shown unchanged', () => {
  const text = 'naïve 日本 עברית 🏃‍♀️ "quoted" \\x1b'
  expect([visibleText(text), visibleLines(text), plainText(text), visibleJson(text)]).toEqual([text, text, text, text])
})

it('a text with several lines keeps its lines', () => {
  expect(visibleLines('a\n\tb\u001b[0m\r')).toBe('a\n\tb\\x1b[0m\\r')
})

it('JSON keeps its meaning, and has no control character', () => {
  const value = { 'a\u009b': ['\u202e', '\u001b', '\n', '\u007f'] }
  const json = visibleJson(JSON.stringify(value, null, 2))
  expect(JSON.parse(json)).toEqual(value)
  expect(visibleLines(json)).toBe(json)
})

it.each([
  ['colors', '\u001b[31mERROR:\u001b[0m \u001b[1;38;5;9mdisk quota exceeded\u001b[m', 'ERROR: disk quota exceeded'],
  ['a link', '\u001b]8;;http://a.test\u001b\\here\u001b]8;;\u001b\\', 'here'],
  ['a title that never ends', 'a\u001b]0;evil', 'a'],
  ['one-character forms', '\u009b31mred\u009d0;title\u009c', 'red'],
  ['a character set and a reset', '\u001b(B\u001bcdone', 'done'],
  ['bells and backspaces', 'a\u0007b\u0008c', 'abc'],
  ['nothing', 'plain\n\tlines', 'plain\n\tlines'],
])('text with %s for a terminal becomes plain', (_, text, plain) => {
  expect(plainText(text)).toBe(plain)
})

it('names and errors of an answer are escaped everywhere, and texts that people edit are left alone', () => {
  const run = { title: 'exe\u202etxt', error: 'a\u001b[2J\nb', number: 1, params: { name: '\u202e' }, at: null }
  expect(visibleFields({ items: [run], next: null })).toEqual({
    items: [{ ...run, title: 'exe\\u202etxt', error: 'a\\x1b[2J\nb' }],
    next: null,
  })
  const clean = { items: [{ title: 'naïve', nodes: [{ error: null }] }] }
  expect(visibleFields(clean)).toBe(clean)
  const stream = (async function* () {})()
  expect(visibleFields(stream)).toBe(stream)
})
