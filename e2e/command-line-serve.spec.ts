import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { skipSaying } from './crash/disk-fixtures.ts'
import { test as base, expect } from './hosts.ts'

const program = fileURLToPath(new URL('../out/main/lf.js', import.meta.url))

type Serving = { url: string; out: () => string; err: () => string }

/** `lf serve` with options of any kind; it ends with the test. */
const test = base.extend<{ serve: (...args: string[]) => Promise<Serving> }>({
  serve: async ({ data }, use) => {
    const children: ChildProcess[] = []
    await use(async (...args) => {
      const child = spawn(process.execPath, [program, 'serve', ...args], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, TMPDIR: data, TEMP: data },
      })
      children.push(child)
      const text = { out: '', err: '' }
      child.stdout.on('data', (part) => {
        text.out += part
      })
      child.stderr.on('data', (part) => {
        text.err += part
      })
      await expect.poll(() => text.out.includes('listening on ') || child.exitCode !== null, { timeout: 20_000 }).toBe(true)
      return { url: /listening on (\S+)/.exec(text.out)?.[1] ?? '', out: () => text.out, err: () => text.err }
    })
    for (const child of children) {
      const ended = child.exitCode === null ? new Promise((done) => child.once('exit', done)) : null
      child.kill('SIGTERM')
      await ended
    }
  },
})

const curl = (line: string): string => {
  const { stdout, stderr, status } = spawnSync('bash', ['-c', line], { encoding: 'utf8' })
  expect(status, stderr).toBe(0)
  return stdout
}

test('the README of LocalFlow (Go): its options start a server, and its curl lines run as they are written', async ({
  serve,
  data,
}, info) => {
  if (spawnSync('curl', ['--version']).status !== 0) skipSaying(info, 'running these lines needs curl')
  const db = join(data, 'localflow.db')
  const { url, out, err } = await serve('-addr', ':0', '-db', db, '-workers', '8', '-poll', '250ms', '--compat', 'localflow')
  expect(existsSync(db)).toBe(true)
  await expect.poll(err).toBe('-poll has no effect: LocalFlow starts a task the moment it is due, without polling.\n')
  await expect.poll(out).toContain('any account on this computer can run commands as you')
  const as = (line: string): string => curl(line.replace('http://127.0.0.1:8080', url))

  const first = JSON.parse(
    as(`curl -s -X POST http://127.0.0.1:8080/api/tasks \\
  -H 'content-type: application/json' \\
  -d '{"type":"shell","payload":{"command":"echo","args":["Hello, LocalFlow!"]}}'`),
  ) as { id: string; status: string }
  expect(first.status).toBe('queued')
  const smoke = JSON.parse(
    as(`curl -s -X POST http://127.0.0.1:8080/api/tasks \\
 -H 'content-type: application/json' \\
 -d '{"type":"shell","payload":{"command":"bash","args":["-lc","echo $(date) && sleep 1 && echo done"]}}'`),
  ) as { id: string }
  for (const { id } of [first, smoke])
    await expect
      .poll(() => (JSON.parse(as(`curl -s http://127.0.0.1:8080/api/tasks/${id}`)) as { status: string }).status)
      .toBe('succeeded')
  expect(as('curl -s http://127.0.0.1:8080/health')).toContain('"ok"')
  expect(as('curl -s http://127.0.0.1:8080/metrics')).toContain('# TYPE localflow_tasks gauge')
  expect(as('curl -s http://127.0.0.1:8080/api/runs')).toContain('unauthorized')
})

test('lf serve listens on this computer only, and names options it does not know', async ({ serve, data }) => {
  for (const [words, said] of [
    [['-addr', '0.0.0.0:8080'], 'on this computer only'],
    [['-addr', '8080'], 'Write it like :8080'],
    [['-addr', ':8080', '--port', '1'], 'cannot be used with'],
    [['-poll', 'often'], 'a duration such as 250ms'],
    [['--compat', 'pocketflow,other'], '"other" is not one of pocketflow, localflow'],
  ] as const)
    expect((await serve('--data', data, ...words)).err()).toContain(said)
})

test('lf serve prints the link with the token only if a person asked for it, and the link opens the page', async ({
  serve,
  data,
  page,
}) => {
  const plain = await serve('--data', data, '--port', '0')
  await expect.poll(plain.out).toContain('/api-token\n')
  expect(plain.out()).not.toContain('#token=')
  const own = join(data, 'own')
  const { out } = await serve('--data', own, '--port', '0', '--print-link')
  await expect.poll(out).toContain('#token=')
  await page.goto(/open (\S+)/.exec(out())?.[1] ?? '')
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
})

test('lf serve --debug returns a heap snapshot to clients with the token, and leaves no copy of it', async ({ serve, data }) => {
  const { url } = await serve('--data', data, '--port', '0', '--debug')
  const token = readFileSync(join(data, 'api-token'), 'utf8').trim()
  const answer = await fetch(`${url}/debug/pprof/heap`, { headers: { Authorization: `Bearer ${token}` } })
  const { snapshot } = (await answer.json()) as { snapshot: { node_count: number } }
  expect(snapshot.node_count).toBeGreaterThan(1_000)
  expect(readdirSync(data).filter((name) => name.startsWith('localflow-heap-'))).toEqual([])
})
