import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { buildIfStale } from './build-if-stale.ts'

/**
 * `npm run fuzz-api -- [--seed N] [--seconds N]`: Schemathesis against the built program, over the whole OpenAPI document,
 * with requests that fit the document and requests that do not. The verdict counts faults: a 5xx, a status that the document
 * does not name, an answer or an accepted request that does not fit its schema. Needs Python 3 and PyPI.
 */
const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' }, seconds: { type: 'string', default: '300' } } })
const version = '4.32.5'

const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'response_schema_conformance',
  'response_headers_conformance',
  'content_type_conformance',
  'negative_data_rejection',
  'ignored_auth',
]

/** The faults that must be zero, by their names in Schemathesis; any other finding counts as other. */
const kinds: Record<string, string> = {
  ServerError: '5xx',
  UndefinedStatusCode: 'undocumented statuses',
  JsonSchemaError: 'off-schema answers',
  AcceptedNegativeData: 'off-schema requests accepted',
  IgnoredAuth: 'calls without a token accepted',
}

const left: [path: string, why: string][] = [
  ['/changes', 'a stream that never ends'],
  ['/runs/{ref}/log/follow', 'a stream that lasts as long as its run'],
  ['/runs/{ref}/log/size', 'a stream that lasts as long as its run'],
  ['/tasks/batch', 'its body and its answer are lines, which no request is generated for'],
  ['/imports/disable', 'it changes the crontab and the timers of this account'],
  ['/imports/restore', 'it changes the crontab and the timers of this account'],
]

type Report = {
  failures: { type: string; count: number; operations: string[] }[]
  errors: { title: string; count: number }[]
  operations: { total: number; tested: number }
  test_cases: { generated: number }
}

/** Null, with the reason on the screen, where it cannot be had. */
function installSchemathesis(folder: string): string | null {
  const python = ['python3', 'python'].find(
    (name) => spawnSync(name, ['-c', 'import sys; assert sys.version_info >= (3, 10)']).status === 0,
  )
  if (!python) return skip('there is no Python 3.10 or newer')
  if (spawnSync(python, ['-m', 'venv', folder]).status !== 0) return skip('Python cannot make a virtual environment')
  const bin = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin')
  const installed = spawnSync(join(bin, 'pip'), ['install', '--quiet', '--disable-pip-version-check', `schemathesis==${version}`])
  return installed.status === 0 ? join(bin, 'st') : skip(`Schemathesis ${version} could not be installed:\n${installed.stderr}`)
}

function skip(why: string): null {
  console.log(`skipped: ${why}`)
  return null
}

async function startServer(home: string) {
  const data = join(home, 'data')
  const env = { ...process.env, HOME: home, SHELL: '/bin/sh', LOCALFLOW_DATA: data }
  const child = spawn(process.execPath, ['out/main/lf.js', 'serve', '--port', '0'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  child.stdout.resume()
  return { child, url: line.replace('listening on ', ''), token: readFileSync(join(data, 'api-token'), 'utf8').trim() }
}

type Server = Awaited<ReturnType<typeof startServer>>

/** Names that requests often have by chance lead somewhere. */
async function fill({ url, token }: Server): Promise<void> {
  const post = async (path: string, body: object): Promise<void> => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
    const answer = await fetch(`${url}/api${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`)
  }
  await post('/jobs', { name: '0', body: { kind: 'builtin', name: 'noop' } })
  await post('/flows/import', { name: '0', source: 'start: a\nnodes: { a: { kind: approval, approval_key: k } }' })
  await post('/pipelines', { name: '0', source: '[[task]]\nname = "a"\nscript = "echo 1 > $OUTPUT_DIR/1"' })
  await post('/pipelines/0/run', {})
  await post('/flows/0/start', {})
  await post('/jobs/0/run', {})
  await post('/workers/register', { id: '0', services: ['0'], type: 'async' })
}

/** A request may also be refused because it is too large. */
const config = `[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 409, 413]
`

function runSchemathesis(st: string, { url, token }: Server, home: string): Report {
  const report = join(home, 'report.json')
  const options = ['--seed', values.seed, '--max-time', values.seconds, '--checks', checks.join(',')]
  const output = ['--report', 'json', '--report-json-path', report, '--no-color', '--continue-on-failure']
  const limits = ['--request-timeout', '30', '--generation-database', 'none']
  const without = left.flatMap(([path]) => ['--exclude-path', path])
  const args = [
    'run',
    `${url}/api/openapi.json`,
    '-H',
    `Authorization: Bearer ${token}`,
    ...options,
    ...output,
    ...limits,
    ...without,
  ]
  writeFileSync(join(home, 'schemathesis.toml'), config)
  spawnSync(st, args, { stdio: 'inherit', cwd: home })
  return JSON.parse(readFileSync(report, 'utf8')) as Report
}

function printVerdict({ failures, errors, operations, test_cases }: Report, isAlive: boolean): boolean {
  const countOf = (passes: (type: string) => boolean): number =>
    failures.filter(({ type }) => passes(type)).reduce((sum, { count }) => sum + count, 0)
  const counts = Object.entries(kinds).map(([type, text]) => `${countOf((each) => each === type)} ${text}`)
  const other = countOf((type) => !(type in kinds)) + errors.reduce((sum, { count }) => sum + count, 0)
  for (const [path, why] of left) console.log(`not called: ${path} (${why})`)
  for (const { type, operations: found } of failures) console.log(`${type}: ${found.join(', ')}`)
  for (const { title, count } of errors) console.log(`${title}: ${count}`)
  console.log(`${operations.tested} of ${operations.total} operations, ${test_cases.generated} requests, seed ${values.seed}`)
  console.log(`${counts.join(', ')}, ${other} other${isAlive ? '' : ', and LocalFlow did not survive'}`)
  return isAlive && failures.length === 0 && errors.length === 0
}

async function fuzz(st: string, home: string): Promise<boolean> {
  buildIfStale()
  const server = await startServer(home)
  try {
    await fill(server)
    const report = runSchemathesis(st, server, home)
    return printVerdict(report, server.child.exitCode === null)
  } finally {
    server.child.kill()
    if (server.child.exitCode === null) await once(server.child, 'exit')
  }
}

const home = mkdtempSync(join(tmpdir(), 'localflow-fuzz-'))
try {
  const st = installSchemathesis(join(home, 'venv'))
  if (st) process.exitCode = (await fuzz(st, home)) ? 0 : 1
} finally {
  rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
}
