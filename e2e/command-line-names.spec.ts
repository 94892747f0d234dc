import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { hostileNames, possibleHere } from '../electron/engine/testing/artifacts.ts'
import { haveStrace } from '../scripts/strace.ts'
import { skipSaying } from './crash/disk-fixtures.ts'
import { lf } from './crash/lf-server.ts'
import { freePort } from './free-port.ts'
import { expect, test } from './hosts.ts'

const calls =
  'open,openat,creat,rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,link,linkat,symlink,symlinkat,truncate'

/** A program under strace: each call that names a file is written down. */
function traced(home: string, record: string, args: string[]): ChildProcess {
  const tracing = ['-f', '--seccomp-bpf', '-qq', '-y', '-s', '9000', '-xx', '-e', `trace=${calls}`, '-o', record]
  return spawn('strace', [...tracing, process.execPath, lf, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // Start-up files of the tester's login shell do not count, nor does compiled code that Node caches.
    env: { ...process.env, HOME: home, SHELL: '/bin/sh', NODE_DISABLE_COMPILE_CACHE: '1' },
    detached: true,
  })
}

const ended = (child: ChildProcess): Promise<number | null> => new Promise((done) => child.once('exit', done))

type Touched = { path: string; writes: boolean }

/** The touched paths: strace prints names as bytes, so that none of them can look like another. */
function touchedIn(record: string): Touched[] {
  return (
    readFileSync(record, 'utf8')
      .split('\n')
      // Failed calls did nothing, and a file without a name is gone with its process.
      .filter((line) => !line.includes(' = -1 E') && !line.includes('O_TMPFILE'))
      .flatMap((line) => {
        const [, call = ''] = /^\d+ +(\w+)\(/.exec(line) ?? []
        const writes = !call.startsWith('open') || /O_WRONLY|O_RDWR|O_CREAT|O_TRUNC/.test(line)
        return [...line.matchAll(/(?:<((?:\\x[0-9a-f]{2})*)>, )?"((?:\\x[0-9a-f]{2})*)"/g)].map(([, folder = '', name = '']) => ({
          path: resolve('/', textOf(folder), textOf(name)),
          writes,
        }))
      })
  )
}

// biome-ignore lint/correctness/noEmptyPattern: the second argument is the one that is wanted
test.beforeEach(({}, info) => {
  if (!haveStrace()) skipSaying(info, 'seeing which files are touched needs strace, and permission to trace')
})

const textOf = (bytes: string): string => Buffer.from(bytes.replaceAll('\\x', ''), 'hex').toString('utf8')

test('no name of a file leads out of the data folder, or of a folder for exports', async () => {
  test.setTimeout(120_000)
  const root = mkdtempSync(join(tmpdir(), 'localflow-names-'))
  const [data, out, outside] = [join(root, 'data'), join(root, 'out'), join(root, 'outside')]
  mkdirSync(outside)
  writeFileSync(join(outside, 'secret'), 'a secret')
  const possible = possibleHere(hostileNames()).filter(isKept)
  writeFileSync(join(root, 'names.json'), JSON.stringify(possible))
  writeFileSync(join(root, 'names.toml'), manifest)
  const port = await freePort()
  const server = traced(data, join(root, 'server.trace'), ['serve', '--port', String(port), '--data', data])
  try {
    await new Promise((up) => server.stdout?.once('data', up))
    const run = traced(data, join(root, 'run.trace'), [
      '--data',
      data,
      'pipeline',
      'run',
      join(root, 'names.toml'),
      '--input',
      join(root, 'names.json'),
    ])
    run.stdout?.resume()
    expect(await ended(run)).toBe(0)
    const token = readFileSync(join(data, 'api-token'), 'utf8').trim()
    for (const name of hostileNames()) {
      const asked = await fetch(`http://127.0.0.1:${port}/api/objects/${encodeURIComponent(name)}/content`, {
        headers: { Authorization: `Bearer ${token}` },
      })
      expect([400, 404, 414, 431], `${JSON.stringify(name)} was answered with ${asked.status}`).toContain(asked.status)
      expect(await asked.text()).not.toContain('a secret')
    }
    const exported = traced(data, join(root, 'export.trace'), ['--data', data, 'pipeline', 'export', '1', out])
    exported.stdout?.resume()
    expect(await ended(exported)).toBe(0)
  } finally {
    const gone = ended(server)
    process.kill(-(server.pid ?? 0), 'SIGTERM')
    await gone
  }
  const { files } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as {
    files: { name: string; original: string; hash: string }[]
  }
  expect(files.map(({ original }) => original).sort()).toEqual([...possible].sort())
  for (const { name, original, hash } of files) {
    const text = readFileSync(join(out, ...name.split('/')), 'utf8')
    expect([text, hash]).toEqual([original, createHash('sha256').update(original).digest('hex')])
  }
  expect(readdirSync(outside)).toEqual(['secret'])
  const own = [data, out].flatMap((folder) => [folder, `${folder}/`])
  const isOurs = (path: string): boolean =>
    own.some((folder) => path === folder || path.startsWith(folder)) || ['/dev/null', '/proc/self/oom_score_adj'].includes(path)
  const touched = ['server', 'run', 'export'].flatMap((name) => touchedIn(join(root, `${name}.trace`)))
  expect(touched.length).toBeGreaterThan(2_000)
  expect(touched.filter(({ path, writes }) => writes && !isOurs(path)).map(({ path }) => path)).toEqual([])
  expect(touched.filter(({ path }) => path.startsWith(outside))).toEqual([])
  rmSync(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
})

/** Nested too deeply is refused, and the file with values for later nodes is not an artifact. */
const isKept = (name: string): boolean => name.split('/').length < 100 && name !== '.outputs.json'

/** Makes a file of each name, which holds its name. */
const manifest = `[[step]]
name = "names"
start = true
interpreter = [${JSON.stringify(process.execPath)}]
script = '''
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs')
const { dirname } = require('node:path')
for (const name of JSON.parse(readFileSync(process.env.INPUT_FILE, 'utf8'))) {
  const path = process.env.OUTPUT_DIR + '/' + name
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, name)
}
'''
`
