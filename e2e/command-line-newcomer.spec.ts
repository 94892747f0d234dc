import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, type Served, test } from './hosts.ts'

const folder = mkdtempSync(join(tmpdir(), 'localflow-newcomer-'))
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

function write(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const flow = write(
  'report.yaml',
  `start: ask
nodes:
  ask: { kind: approval, title: Boss approves }
  send: { exec_type: local_func, func: noop }
edges:
  - { from: ask, action: approved, to: send }
`,
)
const pipeline = write(
  'words.toml',
  `name = "words"
[[step]]
name = "make"
start = true
script = 'echo b > "$OUTPUT_DIR/a.txt"'
[[step]]
name = "sort"
inputs = ["make"]
script = 'echo cannot sort; exit 4'
`,
)

const out = async (served: Served, ...args: string[]): Promise<string> => (await served.lf(...args)).out
const errorOf = async (served: Served, ...args: string[]): Promise<string> => {
  const { code, err } = await served.lf(...args)
  expect(code).not.toBe(0)
  return err
}

test('commands that read create no data folder, and say how to go on', async ({ served }) => {
  const missing = join(folder, 'typo')
  for (const words of [['list'], ['job', 'show', 'x'], ['run', 'x'], ['schedule', 'list'], ['cancel', '1']]) {
    const { code, err } = await served.lf('--data', missing, ...words)
    expect([code, err]).toEqual([
      3,
      expect.stringContaining(`There is no LocalFlow data in ${missing}. Name another folder with --data`),
    ])
  }
  expect(existsSync(missing)).toBe(false)
  expect((await served.lf('--data', missing, 'job', 'create', 'a', '--', 'true')).code).toBe(0)
  expect(existsSync(missing)).toBe(true)
})

test('run --wait says once that the run waits for approval, and which command approves it', async ({ served }) => {
  await served.lf('flow', 'import', flow)
  const ended = served.lf('run', 'report', '--wait')
  await expect.poll(() => out(served, 'list', '--waiting')).toContain('waiting for approval')
  expect(await out(served, 'inspect', '1')).toContain('Decide with: lf approve 1, or: lf reject 1')
  expect(await errorOf(served, 'approve', '1', '--value', 'maybe')).toBe(
    'lf: Could not decide "ask": it offers "approved", "rejected", not "maybe".\n',
  )
  expect(await out(served, 'approve', '1')).toBe('Approved "ask" in run 1.\n')
  const { code, err } = await ended
  expect(code).toBe(0)
  expect(err.match(/waits for the approval "Boss approves"\. Decide with: lf approve 1, or: lf reject 1/g)).toHaveLength(1)
})

test('flows and pipelines are run, listed and inspected by the commands for jobs', async ({ served }) => {
  await served.lf('flow', 'import', flow)
  await served.lf('pipeline', 'run', pipeline)
  expect((await served.lf('run', 'words', '--wait')).code).toBe(1)
  const followed = await served.lf('run', 'words', '--follow')
  expect([followed.code, followed.out]).toEqual([1, expect.stringMatching(/make.*\n.*sort/)])
  await served.lf('run', 'report')
  expect(await out(served, 'list', '--job', 'words')).toMatch(/2 .*failed.*\n1 .*failed/)
  expect(await out(served, 'list', '--job', 'report')).toContain('report')
  expect(await errorOf(served, 'list', '--job', 'nope')).toContain('There is no job, flow or pipeline "nope".')
  expect(await errorOf(served, 'run', 'word')).toBe('lf: There is no job, flow or pipeline "word". Did you mean "words"?\n')
  expect(await errorOf(served, 'start', 'words')).toBe('lf: "words" is a pipeline, not a flow. Run it with: lf run "words"\n')
  const shown = await out(served, 'inspect', '1')
  expect(shown).toMatch(/EXECUTIONS.*\nmake +1 done\nsort +1 failed\n/)
  expect(shown).toContain('Its log: lf logs 1 --node sort/1')
  expect(await out(served, 'logs', '1', '--node', 'sort/1')).toBe('cannot sort\n')
})

test('a deleted job is listed, and restored by its name', async ({ served }) => {
  await served.lf('job', 'create', 'greet', '--', 'echo', 'hello')
  expect(await out(served, 'job', 'delete', 'greet')).toBe(
    'Deleted job "greet". Its runs stay. Restore it with: lf job restore "greet"\n',
  )
  expect(await out(served, 'job', 'list')).toContain('No jobs yet')
  expect(await out(served, 'job', 'list', '--deleted')).toMatch(/greet +(today|yesterday) \d\d:\d\d /)
  expect(await out(served, 'job', 'restore', 'greet')).toBe('Restored job "greet".\n')
})

test('the name on the command line replaces the name in a job file, and errors name the keys of the file', async ({ served }) => {
  const file = write('job.yaml', 'name: first\nscript: echo hello\n')
  expect(await out(served, 'job', 'create', 'second', '-f', file)).toContain('Created job "second".')
  expect(await errorOf(served, 'job', 'create', '-f', file, '--timeout', '3')).toContain(
    '--file cannot be combined with --timeout',
  )
  const wrong = write('wrong.yaml', 'name: first\nscript: echo hello\nretry: { atempts: 2, attempts: x }\n')
  expect(await errorOf(served, 'job', 'create', '-f', wrong)).toBe(`lf: Could not read ${wrong}:
  "retry.attempts" must be a number.
  "retry.atempts" is not a known key. Did you mean "attempts"?
To list the keys of a job file, run: lf explain job
`)
  const explained = write('explained.yaml', await out(served, 'explain', 'job'))
  expect((await served.lf('job', 'create', '-f', explained)).code).toBe(0)
})

test('an edit of a job that cannot be saved is kept, and the error says where', async ({ served }) => {
  await served.lf('job', 'create', 'greet', '--', 'true')
  const { EDITOR, VISUAL } = process.env
  Object.assign(process.env, { EDITOR: `sh ${write('edit.sh', 'echo "tiemout: 3" >> "$1"')}`, VISUAL: '' })
  const error = await errorOf(served, 'job', 'edit', 'greet')
  Object.assign(process.env, { EDITOR: EDITOR ?? '', VISUAL: VISUAL ?? '' })
  expect(error).toContain('lf: Could not read your edit: "tiemout" is not a known key. Did you mean "timeout"?')
  const [, kept = ''] = /Your edit is kept in (\S+)\. Correct it and save it with: lf job edit "greet" -f \S+\n/.exec(error) ?? []
  expect(readFileSync(kept, 'utf8')).toContain('tiemout: 3')
  rmSync(dirname(kept), { recursive: true })
})

test('job edit says that nothing was changed, or which editor could not be run', async ({ served }) => {
  await served.lf('job', 'create', 'greet', '--', 'true')
  const { EDITOR, VISUAL } = process.env
  Object.assign(process.env, { EDITOR: 'true', VISUAL: '' })
  const unchanged = await out(served, 'job', 'edit', 'greet')
  Object.assign(process.env, { EDITOR: 'no-such-editor' })
  const error = await errorOf(served, 'job', 'edit', 'greet')
  Object.assign(process.env, { EDITOR: EDITOR ?? '', VISUAL: VISUAL ?? '' })
  expect(unchanged).toBe('No changes.\n')
  expect(error).toContain('lf: Could not run the editor "no-such-editor". Nothing was changed.')
})

test('schedule add takes what the glossary says, names options in errors, and warns of what never fires', async ({ served }) => {
  await served.lf('job', 'create', 'greet', '--', 'true')
  const { code, err } = await served.lf('schedule', 'add', 'greet', '0 0 30 2 *')
  expect([code, err]).toEqual([0, expect.stringContaining('Warning: this schedule never fires')])
  const added = await out(served, 'schedule', 'add', 'greet', '0 5 * * *', '--missed', 'latest', '--disabled', '--json')
  const { id, ...schedule } = JSON.parse(added) as { id: string }
  expect(schedule).toMatchObject({ missed: { policy: 'last' }, enabled: false })
  expect(await errorOf(served, 'schedule', 'add', 'greet', '0 5 * * *', '--missed', 'never')).toContain(
    '"never" is not valid for --missed. Choose one of none, latest, all.',
  )
  expect(await errorOf(served, 'schedule', 'add', 'greet', '--every', '400d')).toContain('--every must be no more than 366 days.')
  expect(await errorOf(served, 'job', 'create', 's2', '--env', 'A B=1', '--', 'true')).toContain(
    'Could not read --env "A B=1": the name of a variable has no spaces.',
  )
  expect(await out(served, 'schedule', 'enable', id)).toContain('enabled')
  await served.lf('schedule', 'pause', id, '--reason', 'moving')
  expect(await out(served, 'schedule', 'why', id, '2099-01-01 05:00')).toContain(
    'will be skipped: its schedule is paused (moving).',
  )
})

test('the names of the last release still work: schedule and trigger on and off, --off, --missed last, queue cap', async ({
  served,
}) => {
  await served.lf('job', 'create', 'greet', '--', 'true')
  const add = ['schedule', 'add', 'greet', '0 5 * * *', '--off', '--missed', 'last', '--json']
  expect(JSON.parse(await out(served, ...add))).toMatchObject({ enabled: false, missed: { policy: 'last' } })
  expect(JSON.parse(await out(served, 'schedule', 'on', 'greet', '--json'))).toMatchObject({ enabled: true })
  expect(JSON.parse(await out(served, 'schedule', 'off', 'greet', '--json'))).toMatchObject({ enabled: false })
  expect(JSON.parse(await out(served, 'trigger', 'add', 'greet', '--on', 'wake', '--off', '--json'))).toMatchObject({
    enabled: false,
  })
  expect(JSON.parse(await out(served, 'trigger', 'on', 'greet', '--json'))).toMatchObject({ enabled: true })
  expect(JSON.parse(await out(served, 'trigger', 'off', 'greet', '--json'))).toMatchObject({ enabled: false })
  expect(JSON.parse(await out(served, 'queue', 'cap', 'default', '3', '--json'))).toMatchObject({ cap: 3 })
  const crontab = write('crontab', '5 4 * * * true\n')
  expect(await out(served, 'import', 'crontab', crontab, '--off')).toContain('Imported 1 job, with disabled schedules.')
})

test('validate and import warn about a secret that does not exist', async ({ served }) => {
  const file = write(
    'deploy.yaml',
    `start: send
nodes:
  send:
    exec_type: shell
    script: { cmd: sh, code: 'true', env: { TOKEN: $secrets.DEPLOY_TOKEN } }
`,
  )
  const warning = 'warning: nodes.send.script.env.TOKEN: there is no secret "DEPLOY_TOKEN" yet.'
  const { code, out: checked } = await served.lf('flow', 'validate', file)
  expect([code, checked]).toEqual([0, expect.stringContaining(warning)])
  expect(checked).toContain('valid, with warnings')
  expect((await served.lf('flow', 'import', file)).err).toContain(warning)
})

test('a parameter of a flow that looks like a number keeps its text if it would print differently', async ({ served }) => {
  await served.lf('flow', 'import', flow)
  const run = await out(served, 'start', 'report', '-p', 'version=1.10', '-p', 'month=5', '--json')
  const { number } = JSON.parse(run) as { number: number }
  expect(JSON.parse(await out(served, 'inspect', String(number), '--json'))).toMatchObject({
    params: { version: '1.10', month: 5 },
  })
})

test('doctor alone runs the checks, and exits with 1 if one finds a problem', async ({ served }) => {
  const { code, out: text } = await served.lf('doctor')
  expect(text).toMatch(/✓ +LocalFlow +version .* runs as "lf serve"/)
  expect(text).toMatch(/✓ +queues +1 open/)
  expect(text).toMatch(/✓ +lf in scripts +\/.*\/commands\/lf$/m)
  expect(code).toBe(0)
  await served.lf('queue', 'pause', 'default')
  const paused = await served.lf('doctor')
  expect([paused.code, paused.out]).toEqual([
    1,
    expect.stringMatching(/✗ +queues +"default" is paused\. Resume with: lf queue resume NAME/),
  ])
  expect(JSON.parse((await served.lf('doctor', '--json')).out)).toContainEqual(
    expect.objectContaining({ check: 'storage', ok: true }),
  )
})

test('doctor checks the place of the data before the first use, and creates nothing', async ({ served }) => {
  const missing = join(folder, 'none', 'yet')
  const { code, out: text } = await served.lf('--data', missing, 'doctor')
  expect(code).toBe(1)
  expect(text).toContain(`no data in ${missing} yet. To start, create a job: lf job create NAME -- COMMAND`)
  expect(text).toMatch(/✓ +storage/)
  expect(existsSync(missing)).toBe(false)
})
