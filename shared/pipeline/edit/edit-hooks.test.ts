import { expect, test } from 'vitest'
import { editHooks, hooksOf } from './edit-hooks.ts'

const step = `# Fetches
[[step]] # first
name = "fetch"
start = true
script = 'true'
`
const hooks = `
# Tells the channel
[[hooks]]
on = "failure" # always
url = 'https://x.test' # theirs
# Who asks
headers = { Authorization = "Bearer $secrets.X" }

[[hooks]]
on = ["stop", "timeout"]
command = "notify"
args = ["it stopped"]
`

const written = (source: string, next: Record<string, unknown>[]): string => {
  const edited = editHooks(source, next)
  if ('refused' in edited) throw new Error(edited.refused)
  return edited.source
}

test('the hooks of a manifest are read as they are written', () => {
  expect(hooksOf(step)).toEqual([])
  expect(hooksOf(step + hooks)).toMatchObject([{ on: 'failure' }, { args: ['it stopped'] }])
  expect(hooksOf('hooks = 3')).toBeNull()
  expect(hooksOf('[[hooks')).toBeNull()
})

test('a new hook stands at the end, and a second one behind it', () => {
  const one = written(step, [{ on: 'failure', job: '' }])
  expect(one).toBe(`${step}\n[[hooks]]\non = "failure"\njob = ""\n`)
  const two = written(one, [...(hooksOf(one) ?? []), { on: ['start'], script: "echo 'a'\ndate\n" }])
  expect(two).toBe(`${one}\n[[hooks]]\non = ["start"]\nscript = '''\necho 'a'\ndate\n'''\n`)
})

test('a changed field leaves comments and the other hooks as they were written', () => {
  const before = hooksOf(step + hooks) ?? []
  const next = written(step + hooks, before.with(0, { ...before[0], url: 'https://y.test', name: 'tell' }))
  expect(next).toBe(
    (step + hooks)
      .replace(`'https://x.test' # theirs`, '"https://y.test" # theirs')
      .replace('$secrets.X" }\n', '$secrets.X" }\nname = "tell"\n'),
  )
})

test('deleted hooks take their comment along, and nothing else', () => {
  const before = hooksOf(step + hooks) ?? []
  expect(written(step + hooks, before.slice(1))).toBe(`${step}\n${hooks.slice(hooks.indexOf('[[hooks]]\non = ["stop"'))}`)
  expect(written(step + hooks, before.slice(0, 1))).toBe(step + hooks.slice(0, hooks.indexOf('[[hooks]]\non = ["stop"')))
  expect(hooksOf(written(step + hooks, []))).toEqual([])
})

test('headers in a table of their own are changed, too', () => {
  const source = `${step}\n[[hooks]]\non = "failure"\nurl = "https://x.test"\n[hooks.headers]\nA = "1"\n`
  const [hook] = hooksOf(source) ?? []
  const next = written(source, [{ ...hook, headers: { A: '1', 'X Y': '2' } }])
  expect(hooksOf(next)).toEqual([{ ...hook, headers: { A: '1', 'X Y': '2' } }])
  expect(next.startsWith(step)).toBe(true)
})

test('any text comes back as it was given', () => {
  for (const body of ['"', "'''", 'a\nb', "a\n'", '\\', 'é\u0007\n', '\n', "''\nx", 'a\r\nb', '\u007f\n'])
    expect(hooksOf(written(step, [{ on: 'failure', url: 'https://x.test', body }]))?.[0]?.['body']).toBe(body)
})

test('hooks on one line, and texts that cannot be read, are left to the person', () => {
  const inline = `hooks = [{ on = "failure", job = "tell" }]\n${step}`
  expect(editHooks(inline, [])).toEqual({ refused: 'These hooks can only be changed in the text.' })
  expect(editHooks('[[step', [])).toMatchObject({ refused: expect.stringContaining('errors') })
})
