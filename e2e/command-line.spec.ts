import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import { expect } from './hosts.ts'
import { lfOn, serve, test } from './lf.ts'

test('exec passes output, streams and exit code on, whether or not a LocalFlow runs', async ({ lf, data }) => {
  const alone = await lf('exec', '--', 'sh', '-c', 'echo out; echo err >&2; exit 7')
  expect(alone).toEqual({ code: 7, out: 'out\n', err: 'err\n' })
  const server = await serve(data)
  expect(await lf('exec', '--', 'sh', '-c', 'printf "no newline"; exit 3')).toEqual({ code: 3, out: 'no newline', err: '' })
  expect(await server.stop()).toBe(0)
  expect((await lf('list', '--json')).out).toContain('"number":2')
})

test('exec exits with 124 on a timeout, 130 when interrupted, 1 for a program that cannot start', async ({ lf, data }) => {
  expect(await lf('exec', '--timeout', '0.3', '--', 'sleep', '30')).toMatchObject({
    code: 124,
    err: expect.stringContaining('timeout'),
  })
  expect(await lfOn(data, ['exec', '--', 'sh', '-c', 'echo ready; sleep 30'], { interruptAt: 'ready' })).toMatchObject({
    code: 130,
  })
  expect(await lf('exec', '--', 'no-such-program')).toMatchObject({
    code: 1,
    err: expect.stringContaining('The program "no-such-program" was not found'),
  })
  const { out } = await lf('list', '--json')
  expect((JSON.parse(out) as { status: string; reason: string }[]).map(({ status, reason }) => `${status} ${reason}`)).toEqual([
    'failed could-not-start',
    'cancelled stopped',
    'failed timeout',
  ])
})

test('schedule prints the occurrences and the meaning of an expression, and names a wrong field', async ({ lf }) => {
  const london = ['--tz', 'Europe/London', '--from', '2026-03-28T12:00:00Z', '--count', '2']
  const next = await lf('schedule', 'next', '30 1 * * *', ...london, '--json')
  expect(next).toEqual({ code: 0, out: '["2026-03-29T01:00:00Z","2026-03-30T00:30:00Z"]\n', err: '' })
  expect((await lf('schedule', 'next', '30 1 * * *', ...london)).out).toBe('2026-03-29T01:00:00Z\n2026-03-30T00:30:00Z\n')
  expect(await lf('schedule', 'next', '0 0 30 2 *', '--json')).toEqual({ code: 0, out: '[]\n', err: '' })
  expect((await lf('schedule', 'explain', '30 4 1,15 * 5')).out).toBe('At 04:30, on day 1 and 15 of the month, or on Friday\n')
  for (const [args, words] of [
    [['next', '0 25 * * *'], 'The hour "25" is not valid: 25 is not from 0 to 23.'],
    [['explain', '* * *'], 'has 3 fields'],
    [['next', '@daily', '--tz', 'Nowhere/Land'], 'There is no time zone "Nowhere/Land"'],
    [['next', '@daily', '--from', 'tomorrow'], 'Could not read the time "tomorrow"'],
  ] as const) {
    const { code, out, err } = await lf('schedule', ...args)
    expect([code, out, err]).toEqual([2, '', expect.stringContaining(words)])
  }
})

test('usage is 2, not found is 3, not reachable is 4', async ({ lf }) => {
  for (const args of [
    ['bogus'],
    ['exec'],
    ['list', '--limit', 'many'],
    ['list', '--status', 'odd'],
    ['logs', '1', '--lines', '9-1'],
    ['logs', '1', '--grep', '('],
  ]) {
    expect(await lf(...args), args.join(' ')).toMatchObject({ code: 2, out: '' })
  }
  for (const args of [
    ['run', 'nope'],
    ['inspect', '99'],
    ['logs', '99'],
    ['cancel', '99'],
    ['job', 'show', 'nope'],
  ]) {
    expect(await lf(...args), args.join(' ')).toMatchObject({ code: 3, out: '', err: expect.stringContaining('There is no') })
  }
  const url = `http://127.0.0.1:${await freePort()}`
  expect(await lf('--url', url, 'list')).toMatchObject({ code: 4, err: expect.stringContaining(url) })
})

test('a job is made from a file, shown, edited, run, switched off, deleted and restored', async ({ lf, data }) => {
  test.setTimeout(120_000)
  const file = join(data, 'job.yaml')
  writeFileSync(file, 'name: Greet\nscript: |\n  echo "hello $WHO"\ninterpreter: sh\nenv: {WHO: world}\ntimeout: 60\n')
  expect(await lf('job', 'create', '-f', file)).toMatchObject({ code: 0 })
  expect((await lf('run', 'Greet', '--follow')).out).toBe('hello world\n')
  const shown = await lf('job', 'show', 'Greet')
  writeFileSync(file, shown.out.replace('world', 'moon'))
  expect((await lf('job', 'edit', 'Greet', '-f', file)).out).toContain('version 2')
  const run = JSON.parse((await lf('run', 'Greet', '--wait', '--json')).out) as Record<string, unknown>
  expect(run).toMatchObject({
    status: 'succeeded',
    job: 'Greet',
    version: 2,
    trigger: 'cli',
    params: {},
    nodes: [{ key: 'main', status: 'succeeded', attempts: 1 }],
  })
  expect((await lf('logs', '2')).out).toBe('hello moon\n')
  expect(await lf('job', 'disable', 'Greet')).toMatchObject({ code: 0 })
  expect(await lf('run', 'Greet', '--wait')).toMatchObject({ code: 1, err: expect.stringContaining('is disabled') })
  expect(await lf('job', 'enable', 'Greet')).toMatchObject({ code: 0 })
  const { id } = JSON.parse((await lf('job', 'delete', 'Greet', '--json')).out) as { id: string }
  expect(await lf('run', 'Greet')).toMatchObject({ code: 3 })
  expect(await lf('job', 'restore', id)).toMatchObject({ code: 0 })
  expect((await lf('job', 'list')).out).toContain('Greet')
  writeFileSync(file, 'name: Greet\nscript: [\n')
  expect(await lf('job', 'create', '-f', file)).toMatchObject({ code: 2, err: expect.stringMatching(/not valid YAML.*line/) })
})

test('a run without a LocalFlow is carried to its end, and run --wait tells its outcome', async ({ lf }) => {
  await lf('job', 'create', 'Fine', '--', 'true')
  await lf('job', 'create', 'Bad', '--', 'false')
  expect(await lf('run', 'Fine')).toMatchObject({ code: 0, err: expect.stringContaining('No other LocalFlow is running') })
  expect(await lf('run', 'Bad', '--wait')).toMatchObject({ code: 1 })
})

test('logs prints lines, a range, and matches, and follows to the end', async ({ lf, data }) => {
  const server = await serve(data)
  await lf('job', 'create', 'Count', '--', 'sh', '-c', 'for i in $(seq 1 30); do echo "line $i"; sleep 0.02; done')
  await lf('run', 'Count')
  const whole = Array.from({ length: 30 }, (_, at) => `line ${at + 1}\n`).join('')
  expect((await lf('logs', '1', '--follow')).out).toBe(whole)
  expect((await lf('logs', '1', '--lines', '3-5')).out).toBe('line 3\nline 4\nline 5\n')
  expect((await lf('logs', '1', '--grep', '0$')).out).toBe('line 10\nline 20\nline 30\n')
  expect((await lf('logs', '1', '--grep', '0$', '--stream', 'out')).out).toBe('line 10\nline 20\nline 30\n')
  for (const stream of ['err', 'system']) expect((await lf('logs', '1', '--stream', stream)).out).toBe('')
  expect(JSON.parse((await lf('logs', '1', '--lines', '7', '--json')).out)).toMatchObject({ n: 7, stream: 'out', text: 'line 7' })
  await server.stop()
})

test('lf gives a job schedules, and explains the outcome of each occurrence', async ({ served }) => {
  await served.lf('job', 'create', 'Ticker', '--', 'true')
  expect((await served.lf('schedule', 'add', 'Ticker')).code).toBe(2)
  expect((await served.lf('schedule', 'add', 'Ticker', '61 * * * *')).err).toContain('The minute "61" is not valid')
  expect((await served.lf('schedule', 'add', 'Ticker', '--every', 'often')).err).toContain('Could not read the duration "often"')
  expect((await served.lf('schedule', 'add', 'Nobody', '0 9 * * *')).code).toBe(3)
  const added = await served.lf('schedule', 'add', 'Ticker', '--every', '1s', '--json')
  const { id } = JSON.parse(added.out) as { id: string }
  await expect.poll(async () => (await served.lf('schedule', 'occurrences', 'Ticker')).out).toMatch(/on time +\d+ .*succeeded/)
  const [occurrence] = JSON.parse((await served.lf('schedule', 'occurrences', 'Ticker', '--json')).out) as { dueAt: number }[]
  const due = new Date(occurrence?.dueAt ?? 0).toISOString()
  expect((await served.lf('schedule', 'why', id, due)).out).toMatch(/^The occurrence at .* ran on time: run \d+ (is )?\w+\.\n$/)
  await served.lf('schedule', 'pause-all', '--reason', 'quiet')
  await expect
    .poll(async () => (await served.lf('schedule', 'occurrences', 'Ticker')).out)
    .toContain('all automatic runs were paused')
  await served.lf('schedule', 'resume-all')
  expect((await served.lf('schedule', 'delete', id)).out).toContain(`lf schedule restore ${id}`)
  expect((await served.lf('schedule', 'show', id)).code).toBe(3)
  expect((await served.lf('schedule', 'restore', id)).out).toContain('Every second')
})

test('color codes of a program are not in the last line of its error, and a name is shown unchanged', async ({ lf }) => {
  const script = `printf '\\033[31mdisk \\033]52;c;aGk=\\007full\\033[0m\\n\\033[0m\\n' >&2; exit 3`
  await lf('exec', '--name', 'a\u001b[2J\u202eb', '--', 'sh', '-c', script)
  const [list, inspect, json] = [await lf('list'), await lf('inspect', '1'), await lf('inspect', '1', '--json')]
  expect(list.out).toContain('a\\x1b[2J\\u202eb')
  expect(inspect.out).toContain('\n  disk full\n')
  // LocalFlow's own colors are codes, too.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the test searches for control characters
  const obeyed = /\u001b(?!\[\d\d?m)|[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f-\u009f\u202e]/
  for (const { out } of [list, inspect, json]) expect(out).not.toMatch(obeyed)
  expect(JSON.parse(json.out)).toMatchObject({ title: 'a\u001b[2J\u202eb', error: 'disk full' })
})
