import { spawn } from 'node:child_process'
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from './hosts.ts'

const program = fileURLToPath(new URL('../out/main/lf.js', import.meta.url))

type Result = { code: number | null; out: string; err: string }

/** Runs a shell script that may call `lf` as "$@". */
function sh(data: string, script: string, until?: RegExp): Promise<Result> & { end(): void } {
  const child = spawn('/bin/sh', ['-c', script, 'sh', process.execPath, program, '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const text = { out: '', err: '' }
  const result = new Promise<Result>((resolve) => {
    child.stdout.on('data', (part) => {
      text.out += part
      if (until?.test(text.out)) resolve({ code: null, ...text })
    })
    child.stderr.on('data', (part) => {
      text.err += part
    })
    child.on('close', (code) => resolve({ code, ...text }))
  })
  return Object.assign(result, { end: () => void child.kill('SIGTERM') })
}

/** Everything in it that others could read, write or enter. */
function openToOthers(folder: string): string[] {
  return ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })].flatMap((name) => {
    const facts = lstatSync(join(folder, name), { throwIfNoEntry: false })
    return facts && !facts.isSymbolicLink() && (facts.mode & 0o077) !== 0 ? [`${(facts.mode & 0o777).toString(8)} ${name}`] : []
  })
}

const health = async (url: string) => (await fetch(`${url}/health`)).json() as Promise<{ status: string; problems: string[] }>

test('whatever the umask, other accounts cannot open anything in the data folder, and jobs keep the umask and limits of the terminal', async ({
  data,
}) => {
  const folder = join(data, 'made earlier')
  mkdirSync(join(folder, 'logs'), { recursive: true })
  writeFileSync(join(folder, 'localflow.log'), '')
  chmodSync(join(folder, 'logs'), 0o755)
  chmodSync(join(folder, 'localflow.log'), 0o644)
  // What others could write to is refused; what they could read is closed.
  chmodSync(folder, 0o777)
  expect(await sh(folder, '"$@" exec -- true')).toMatchObject({ err: expect.stringContaining('other accounts can write to it') })
  chmodSync(folder, 0o755)
  const server = sh(folder, 'umask 000; ulimit -Sn 777; "$@" serve --port 0 & trap "kill $!" TERM; wait', /listening on .*\n/)
  await server
  writeFileSync(join(data, 'script'), 'echo one')
  const run = (script: string) => sh(folder, `"$@" ${script}`)
  const told = await run(`exec -- sh -c 'umask; ulimit -n'`)
  expect(told).toMatchObject({ code: 0, out: '0000\n777\n' })
  expect(await run(`exec -- sh -c 'echo kept > "$OUTPUT_DIR/kept.txt"; sleep 2.5'`)).toMatchObject({ code: 0 })
  expect(await run(`job create Script --script '${join(data, 'script')}' && "$@" run Script --wait`)).toMatchObject({ code: 0 })
  expect(await run(`list; printf some-value | "$@" secret set TOKEN`)).toMatchObject({ code: 0 })
  expect(openToOthers(folder)).toEqual([])
  server.end()
})

test('a database that is deleted while LocalFlow runs is reported at once, and the next start offers the saved one', async ({
  served,
}) => {
  await served.goto('/')
  await served.lf('job', 'create', 'Report', '--', 'true')
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(served.data, `localflow.db${suffix}`), { force: true })
  const refused = await served.lf('job', 'create', 'Lost', '--', 'true')
  expect(refused).toMatchObject({
    code: 1,
    err: expect.stringMatching(/localflow\.db was deleted .*nothing was saved\. Restart/),
  })
  await expect.poll(async () => (await health(served.url)).problems.join()).toContain('Everything up to then is saved in')
  // Home may say it, too, of what it could not read.
  const banner = served.page.getByRole('alert').filter({ hasText: 'was deleted or replaced while LocalFlow was running' }).first()
  await expect(banner).toContainText('start LocalFlow again')
  await served.kill()
  const next = await served.lf('list')
  expect(next).toMatchObject({ code: 1, err: expect.stringMatching(/is missing.*copy \S+-rescued\.db to/) })
  const [, saved = ''] = /copy (\S+) to/.exec(next.err) ?? []
  writeFileSync(join(served.data, 'localflow.db'), readFileSync(saved), { mode: 0o600 })
  await served.start()
  expect((await served.lf('job', 'list')).out).toContain('Report')
})

test('a second lf serve is refused though the lock was deleted, and the socket for lf comes back', async ({ served }) => {
  const { data } = served
  rmSync(join(data, 'sockets', 'lf'))
  await expect.poll(() => existsSync(join(data, 'sockets', 'lf')), { timeout: 20_000 }).toBe(true)
  expect(await served.lf('list')).toMatchObject({ code: 0 })
  rmSync(join(data, 'owner.lock'))
  const second = await sh(data, '"$@" serve --port 0')
  expect(second).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(/already running with the data folder .*process \d+/),
  })
  await served.kill()
})
