import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { expect, runLf, test } from './hosts.ts'

const program = fileURLToPath(new URL('../out/main/lf.js', import.meta.url))

test('search prints the lines of runs that have a text, newest first, and exits as grep does', { tag: '@served' }, async ({
  served,
}) => {
  for (const script of ['echo "no HOST here"', 'echo fine', 'seq -f "host %g" 7; exit 3'])
    await served.lf('exec', '--name', `Say ${script.slice(0, 8)}`, '--', 'sh', '-c', script)
  const found = await served.lf('search', 'host')
  expect(found).toMatchObject({ code: 0, err: '' })
  const printed = stripVTControlCharacters(found.out).replaceAll(/today \d\d:\d\d:\d\d/g, 'TIME')
  expect(printed.trimEnd().split('\n')).toEqual([
    ...[1, 2, 3, 4, 5].map((n) => `#3 Say seq -f "  TIME  L${n}: host ${n}`),
    '#3 Say seq -f "  2 more lines',
    '#1 Say echo "no  TIME  L1: no HOST here',
  ])
  expect(await served.lf('search', 'nowhere')).toEqual({ code: 1, out: '', err: '' })
  expect((await served.lf('search', 'host', '--case', '--lines', '1')).out).not.toContain('#1')
  expect((await served.lf('search', 'hos', '--word')).code).toBe(1)
  expect(
    (await served.lf('search', '--regex', 'host [67]$', '-q', 'status:failed', '--json')).out.trim().split('\n'),
  ).toHaveLength(2)
  expect((await served.lf('search', 'host', '--limit', '1')).err).toContain('--before 3')
  expect((await served.lf('search', 'host', '--before', '3')).out).toMatch(/^#1 [^#]*\n$/)
})

test('search names its mistakes, and works without a running LocalFlow', { tag: '@served' }, async ({ data }) => {
  await runLf(data, ['job', 'create', 'Greet', '--', 'sh', '-c', 'echo hello; echo other'])
  await runLf(data, ['run', 'Greet', '--wait'])
  expect((await runLf(data, ['search', 'HELLO', '--job', 'Greet'])).out).toContain('#1 Greet')
  expect((await runLf(data, ['search', 'hello', '--job', 'Gret'])).code).toBe(3)
  const invalid = await runLf(data, ['search', '(', '--regex'])
  expect(invalid).toMatchObject({ code: 2, err: expect.stringContaining('Could not read the regular expression') })
  expect(await runLf(data, ['search', 'x', '-q', 'unicorn:yes'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('unicorn'),
  })
  expect((await runLf(data, ['logs', '1', '--grep', 'HELL', '--ignore-case'])).out).toBe('hello\n')
  expect(await runLf(data, ['logs', '1', '--grep', 'hell', '--word'])).toMatchObject({ code: 1, out: '' })
  expect(await runLf(data, ['logs', '1', '--word'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('--word needs --grep'),
  })
})

test('Ctrl C ends a search', { tag: '@served' }, async ({ served }) => {
  await served.lf('exec', '--', 'sh', '-c', 'yes "the needle is in the haystack" | head -c 100000000')
  const search = spawn(process.execPath, [program, '--data', served.data, 'search', '--regex', '(n|x)[e]edle', '--lines', '1'])
  const ended = once(search, 'exit')
  await once(search, 'spawn')
  search.kill('SIGINT')
  const [code, signal] = await ended
  expect(code ?? signal).not.toBe(0)
  expect((await served.lf('search', 'nothing of the kind', '-q', 'status:failed')).code).toBe(1)
})
