import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, runLf, type Served, test } from './hosts.ts'

const program = fileURLToPath(new URL('../out/main/lf.js', import.meta.url))

const out = async (served: Served, ...args: string[]): Promise<string> => (await served.lf(...args)).out

/** Imports a flow of that name. */
async function importFlow(served: Served, name: string, text: string): Promise<void> {
  const path = join(served.data, `${name}.yaml`)
  writeFileSync(path, text)
  expect((await served.lf('flow', 'import', path)).code).toBe(0)
}

const shell = (command: string): string => `{ exec_type: shell, script: { cmd: sh, code: '${command}' } }`

test('a command that finds another one in the data folder names it, and how to run commands side by side', async ({ data }) => {
  await runLf(data, ['job', 'create', 'Slow', '--', 'sh', '-c', 'while [ ! -e "$0" ]; do sleep 0.1; done', `${data}/go`])
  const running = runLf(data, ['run', 'Slow'])
  const owner = `${data}/owner.json`
  await expect.poll(() => (existsSync(owner) ? readFileSync(owner, 'utf8') : '')).toContain('lf run Slow')
  expect((await runLf(data, ['list'])).err).toMatch(
    /another lf command uses it \(lf run Slow, process \d+, since \w+ \d\d:\d\d\)\. Wait .* start "lf serve" first\./,
  )
  writeFileSync(`${data}/go`, '')
  expect((await running).code).toBe(0)
})

test('logs prints both streams of a program to stdout, and with --split each to its own', async ({ served }) => {
  await served.lf('job', 'create', 'Both', '--', 'sh', '-c', 'echo working; echo broken >&2')
  await served.lf('run', 'Both', '--wait')
  expect(await served.lf('logs', '1')).toEqual({ code: 0, out: 'working\nbroken\n', err: '' })
  expect(await served.lf('logs', '1', '--split')).toEqual({ code: 0, out: 'working\n', err: 'broken\n' })
})

test('diff prints what is new and what is missing in the log of a run, and pin keeps a run from being deleted', async ({
  served,
}) => {
  const lines = join(served.data, 'lines.txt')
  await served.lf('job', 'create', 'Fetch', '--', 'sh', '-c', `cat ${lines}; ! grep -q refused ${lines}`)
  for (const last of ['3 pages in 12 ms', '3 pages in 40 ms', 'connection refused']) {
    writeFileSync(lines, `start at 2026-11-27T10:00:00Z\n${last}\n`)
    await served.lf('run', 'Fetch', '--wait')
  }
  const diff = await served.lf('diff', '3', '--context', '0')
  expect(diff).toMatchObject({ code: 0, out: '  start at 2026-11-27T10:00:00Z\n- 3 pages in 40 ms\n+ connection refused\n' })
  expect(diff.err).toBe('Compared with run 2 (succeeded): 1 new, 1 missing, 0 moved, 1 equal.\n')
  expect((await served.lf('diff', '2', '1')).err).toContain('0 new, 0 missing')
  expect((await served.lf('diff', '1')).code).not.toBe(0)

  expect((await served.lf('pin', '#2')).out).toBe('Pinned run 2. LocalFlow keeps it until you unpin it.\n')
  expect((await out(served, 'list', '-q', 'pinned:yes', '--json')).trim()).toContain('"number":2')
  expect((await served.lf('unpin', '2')).out).toBe('Unpinned run 2.\n')
  expect(JSON.parse(await out(served, 'pin', '2', '--json'))).toMatchObject({ number: 2, pinnedAt: expect.any(Number) })
  expect(await served.lf('pin', '99')).toMatchObject({ code: 3, err: expect.stringContaining('There is no run "99"') })
})

test('the log of a run of a flow is that of each node under its name, followed or not', async ({ served }) => {
  await importFlow(
    served,
    'twice',
    `start: a
nodes:
  a: ${shell('echo one; echo wrong >&2')}
  ask: { kind: approval, title: Go on }
  b: ${shell('echo two')}
edges:
  - { from: a, to: ask }
  - { from: ask, action: approved, to: b }
`,
  )
  const followed = served.lf('run', 'twice', '--follow')
  await expect.poll(() => out(served, 'list', '--waiting')).toContain('waiting for approval')
  await served.lf('approve', '1')
  const { code, out: printed, err } = await followed
  expect([code, printed]).toEqual([0, 'one\ntwo\n'])
  expect(err).toMatch(/\(node a\)\n[\s\S]*wrong\n[\s\S]*\(node b\)\n/)
  expect(await served.lf('logs', '1')).toEqual({ code: 0, out: 'one\nwrong\ntwo\n', err: '(node a)\n(node b)\n' })
  expect(await served.lf('logs', '1', '--grep', 'o$')).toEqual({ code: 0, out: 'two\n', err: '(node a)\n(node b)\n' })
  const lines = (await out(served, 'logs', '1', '--json'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object)
  expect(lines).toMatchObject([
    { node: 'a#1', text: 'one' },
    { node: 'a#1', text: 'wrong' },
    { node: 'b#1', text: 'two' },
  ])
})

test('a command on a run that is given the name of a job names its newest run, and takes #1 for 1', async ({ served }) => {
  await served.lf('job', 'create', 'Report', '--', 'sh', '-c', 'exit 3')
  expect(await served.lf('logs', 'Report')).toEqual({
    code: 3,
    out: '',
    err: 'lf: "Report" is a job. It has no runs yet. Start one with: lf run "Report"\n',
  })
  await served.lf('run', 'Report', '--wait')
  expect((await served.lf('inspect', 'Report')).err).toBe('lf: "Report" is a job. Its newest run is 1: lf inspect 1\n')
  expect((await served.lf('cancel', 'Repor')).err).toBe('lf: There is no run "Repor".\n')
  expect(await out(served, 'inspect', '#1')).toContain('✗ failed (exit 3)')
  expect(await out(served, 'job', 'list')).toMatch(
    /RUN.*LAST RUN.*WHEN.*\nReport +enabled +1 +1 +.*✗ failed \(exit 3\).* (today|yesterday) \d\d:\d\d /,
  )
})

test('inspect names the log of a failure only if there is one, and logs says why there is none', async ({ served }) => {
  await importFlow(served, 'asks', 'start: ask\nnodes: { ask: { kind: approval, title: Go on } }\n')
  await served.lf('run', 'asks')
  await served.lf('reject', '1')
  await expect.poll(() => out(served, 'inspect', '1')).toContain('rejected')
  expect(await out(served, 'inspect', '1')).not.toContain('lf logs')
  expect((await served.lf('logs', '1', '--node', 'ask')).err).toBe(
    'lf: Run 1 has no log for "ask": an approval prints nothing.\n',
  )
  expect((await served.lf('logs', '1', '--node', 'aks')).err).toBe('lf: Run 1 has no node "aks".\n')
  expect(await served.lf('logs', '1')).toEqual({
    code: 0,
    out: '',
    err: 'Run 1 has no log: none of its nodes has started a program.\n',
  })
  await served.lf('exec', '--', 'no-such-program')
  expect(await out(served, 'inspect', '2')).toContain('✗ failed to start')
  expect(await out(served, 'inspect', '2')).not.toContain('lf logs')
})

test('exec passes every word after the first one to the command', async ({ data }) => {
  expect(await runLf(data, ['exec', 'sh', '-c', 'echo "$0 $1"; exit 4', '--json', '-x'])).toEqual({
    code: 4,
    out: '--json -x\n',
    err: '',
  })
  expect((await runLf(data, ['job', 'create', '--', 'echo', 'x'])).err).toBe(
    'lf: Could not create a job: give it a name before "--".\n',
  )
})

test('errors of usage and of files read like all others, and never repeat a secret', async ({ data }) => {
  for (const words of [['SOME_KEY', 'hunter2'], ['SOME_KEY=hunter2']])
    expect(await runLf(data, ['secret', 'set', ...words])).toEqual({
      code: 2,
      out: '',
      err: 'lf: Do not put the value on the command line. Run "lf secret set SOME_KEY" and type it, or pipe it in.\n',
    })
  expect((await runLf(data, ['list', '--wait'])).err).toMatch(/^lf: Unknown option "--wait"\. .*\nAdd --help to see/)
  expect(await runLf(data, ['exec', '--from', data])).toEqual({
    code: 2,
    out: '',
    err: `lf: Could not read ${data}: it is a folder.\n`,
  })
  expect((await runLf('', ['list'])).err).toBe('lf: --data is empty: name a folder, or leave the option out.\n')
  for (const command of ['crontab', 'systemd'])
    expect(await runLf(data, ['import', command, join(data, 'nope')])).toEqual({
      code: 3,
      out: '',
      err: `lf: Could not read ${join(data, 'nope')}: there is no such file.\n`,
    })
  expect((await runLf('/etc/hostname', ['job', 'create', 'x', '--', 'true'])).err).toBe(
    'lf: Could not write to the data folder /etc/hostname: it is not a folder. Choose another with --data.\n',
  )
})

test('inspect says for how long a run has been running', async ({ served }) => {
  await served.lf('job', 'create', 'Slow', '--', 'sleep', '60')
  await served.lf('run', 'Slow')
  await expect.poll(() => out(served, 'inspect', '1')).toMatch(/started \w+ \d\d:\d\d:\d\d, running for \d+/)
  await served.lf('cancel', '1')
})

test('run says that a paused queue keeps the run, and retry follows the new attempt', async ({ served }) => {
  const gate = join(served.data, 'gate')
  await served.lf('job', 'create', 'Report', '--', 'sh', '-c', `echo try; test -e ${gate}`)
  await served.lf('queue', 'pause', 'default')
  expect(await out(served, 'run', 'Report')).toBe(
    'Queued run 1: the queue "default" is paused. Resume it with: lf queue resume "default"\n',
  )
  await served.lf('queue', 'resume', 'default')
  await expect.poll(() => out(served, 'list', '--status', 'FAILED')).toContain('Report')
  expect(await out(served, 'list', '--status', 'canceled')).toBe('No cancelled runs.\n')
  expect(await out(served, 'list', '--status', 'running,Failed')).toContain('Report')
  expect(await out(served, 'list', '--status', 'queued,lost')).toBe('No queued or lost runs.\n')
  expect(await served.lf('list', '--status', 'faild')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^lf: "faild" is not valid for --status\. Did you mean "failed"\?/),
  })
  writeFileSync(gate, '')
  const { code, out: printed, err } = await served.lf('retry', '1', '--follow')
  expect([code, printed, err]).toEqual([
    0,
    'try\n',
    expect.stringMatching(/^\(attempt 2\)\n\[LocalFlow] attempt 2 starts\nrun 1 succeeded/),
  ])
  expect((await served.lf('retry', '1')).err).toBe(
    'lf: Could not retry run 1: it succeeded. Start a new run with: lf run "Report"\n',
  )
  expect(await served.lf('run', 'Report', '--version', '3')).toEqual({
    code: 3,
    out: '',
    err: 'lf: This job has no version 3.\n',
  })
})

test('the version is printed in each way that other programs take', () => {
  const print = (word: string): string => execFileSync(process.execPath, [program, word], { encoding: 'utf8' })
  expect(print('--version')).toMatch(/^\d+\.\d+\.\d+\n$/)
  for (const word of ['-V', '-v', 'version']) expect(print(word)).toBe(print('--version'))
})

test('list shows how long a running run has taken so far, and run --wait that it was stopped', async ({ served }) => {
  await served.lf('job', 'create', 'Slow', '--', 'sleep', '60')
  const waiting = served.lf('run', 'Slow', '--wait')
  await expect.poll(() => out(served, 'list')).toMatch(/running.* so far/)
  await served.lf('cancel', '1')
  expect(await waiting).toMatchObject({ code: 1, err: expect.stringMatching(/^Stopped run 1 after .* m?s\.\n$/) })
})
