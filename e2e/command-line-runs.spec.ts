import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, runLf, type Served, test } from './hosts.ts'

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
    /another lf command uses it \(lf run Slow, process \d+, since \d\d:\d\d\)\. Wait .* start "lf serve" first\./,
  )
  writeFileSync(`${data}/go`, '')
  expect((await running).code).toBe(0)
})

test('logs prints both streams of a program to stdout, and with --split each to its own', async ({ served }) => {
  await served.lf('job', 'create', 'Both', '--', 'sh', '-c', 'echo begun; echo broken >&2')
  await served.lf('run', 'Both', '--wait')
  expect(await served.lf('logs', '1')).toEqual({ code: 0, out: 'begun\nbroken\n', err: '' })
  expect(await served.lf('logs', '1', '--split')).toEqual({ code: 0, out: 'begun\n', err: 'broken\n' })
})

test('the log of a run of a flow is that of each node under its name, followed or not', async ({ served }) => {
  await importFlow(
    served,
    'twice',
    `start: a
nodes:
  a: ${shell('echo one; echo oops >&2')}
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
  expect(err).toMatch(/\(node a\)\n[\s\S]*oops\n[\s\S]*\(node b\)\n/)
  expect(await served.lf('logs', '1')).toEqual({ code: 0, out: 'one\noops\ntwo\n', err: '(node a)\n(node b)\n' })
  expect(await served.lf('logs', '1', '--grep', 'o$')).toEqual({ code: 0, out: 'two\n', err: '(node a)\n(node b)\n' })
  const lines = (await out(served, 'logs', '1', '--json'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object)
  expect(lines).toMatchObject([
    { node: 'a#1', text: 'one' },
    { node: 'a#1', text: 'oops' },
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
    /^JOB +STATE +VERSION +RUN +LAST RUN +WHEN .*\nReport +enabled +1 +1 +✗ failed \(exit 3\) +just now /,
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
  expect(await out(served, 'inspect', '2')).toMatch(/^✗ failed to start/)
  expect(await out(served, 'inspect', '2')).not.toContain('lf logs')
})
