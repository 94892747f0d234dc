import { readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runToEnd, shell, spec, until, untilEnded } from '../engine/testing/engine.ts'
import { bytesOf, filesUnder } from '../engine/testing/files-with.ts'
import { runFlow } from '../engine/testing/flows.ts'
import { encodings, secretsToHide } from '../runner/secrets-to-hide.ts'
import { startTestServer, type TestServer } from './testing.ts'

const shapes = Object.keys(secretsToHide)
const nameOf = (shape: string): string => `S_${shapes.indexOf(shape)}`
const asciiJson = encodings['JSON of Python, all in ASCII'] ?? String

/** A program that writes its secret in every encoding, to both streams, also byte by byte. */
const tells = (rest: string) => `
const { writeSync, writeFileSync } = require('node:fs')
const secret = process.env.SECRET
const encodings = {${Object.entries(encodings).map(([name, encode]) => `${JSON.stringify(name)}: ${encode}`)}}
const all = Object.values(encodings).map((encode) => encode(secret))
const asciiJson = encodings['JSON of Python, all in ASCII'](secret)
${rest}`
const failing = tells(`
for (const text of all) for (const fd of [1, 2]) writeSync(fd, 'it is ' + text + '\\n')
if (secret.length < 1000) for (const byte of Buffer.from(secret + ' ' + asciiJson)) writeSync(1, Buffer.from([byte]))
writeSync(2, 'Error: refused "' + asciiJson + '" and ' + all[8] + '\\n')
process.exitCode = 3`)
const answering = tells(
  `console.log('{"' + asciiJson + '":1,"list":["' + asciiJson + '"],"more":' + JSON.stringify([secret, all[8], all[11]]) + '}')`,
)
const naming = tells(`console.log('::output part="' + asciiJson + '"'); console.log('::output text=' + all[8])`)
const leaving = tells(`writeFileSync(process.env.OUTPUT_DIR + '/.outputs.json', JSON.stringify({ [secret]: secret, all }))`)

const running = (script: string, shape: string, output: 'text' | 'json') =>
  spec({
    body: { kind: 'script', script, interpreter: [process.execPath] },
    cwd: '/',
    env: { SECRET: `$secrets.${nameOf(shape)}` },
    secrets: { env: ['SECRET'] },
    output,
  })

/** Pieces of this length of anything that must not be there. */
const length = 16
type Forbidden = { pieces: Set<string>; whole: string[] }

/** Every encoding of every secret, as bytes: long ones in pieces, so that a part of one is found as well. */
function forbidden(): Forbidden {
  const texts = Object.values(secretsToHide).flatMap((secret) => Object.values(encodings).map((encode) => encode(secret)))
  const bytes = texts.map((text) => Buffer.from(text).toString('latin1'))
  const long = bytes.filter((text) => text.length >= 2 * length)
  const pieces = long.flatMap((text) =>
    Array.from({ length: Math.floor(text.length / length) }, (_, at) => text.substr(at * length, length)),
  )
  return { pieces: new Set(pieces), whole: bytes.filter((text) => text.length < 2 * length) }
}

function findIn(bytes: Buffer, { pieces, whole }: Forbidden): string[] {
  const text = bytes.toString('latin1')
  const found = whole.filter((one) => text.includes(one))
  for (let at = 0; at + length <= text.length; at++) if (pieces.has(text.substr(at, length))) found.push(text.substr(at, length))
  return found
}

/** Every file of the data folder, and every answer about these runs, in which something is that must not be there. */
async function leaks({ engine, call }: TestServer, runs: { id: string; number: number }[]): Promise<string[]> {
  const never = forbidden()
  const files = filesUnder(engine.dataFolder).flatMap((path) => findIn(bytesOf(path), never).map((piece) => `${path}: ${piece}`))
  const paths = runs.flatMap(({ number }) =>
    ['', '/events', '/log', '/log/raw', '/metrics', '/files'].map((what) => `/api/runs/${number}${what}`),
  )
  const answers = await Promise.all(
    [...paths, '/api/runs?limit=500', '/api/secrets', '/api/system', '/metrics'].map(async (path) => {
      const answer = await call(path)
      expect([path, answer.status]).toEqual([path, 200])
      return findIn(Buffer.from(await answer.arrayBuffer()), never).map((piece) => `${path}: ${piece}`)
    }),
  )
  return [...files, ...answers.flat()]
}

async function serverWithSecrets(): Promise<TestServer> {
  const server = await startTestServer({}, {})
  for (const [shape, value] of Object.entries(secretsToHide)) await server.engine.secrets.set(nameOf(shape), value)
  return server
}

describe('no secret, of whatever shape and in whatever encoding, is found in the data folder or in an answer', () => {
  it('when programs print it, answer with it, fail with it, or leave it as their result', async () => {
    const server = await serverWithSecrets()
    const { engine } = server
    const ended = await Promise.all(
      shapes.map(async (shape) => {
        const failed = await runToEnd(engine, running(failing, shape, 'text'))
        expect(failed).toMatchObject({ status: 'failed', error: 'Error: refused "***" and ***' })
        return failed
      }),
    )
    const others = await Promise.all(
      ['umlauts', 'emoji', 'JSON'].map(async (shape) => {
        const answered = await runToEnd(engine, running(answering, shape, 'json'))
        expect(engine.runs.detail(answered.id).result).toEqual({ '***': 1, list: ['***'], more: ['***', '***', '***'] })
        const named = await runToEnd(engine, running(naming, shape, 'text'))
        expect(engine.runs.detail(named.id).result).toEqual({ part: '***', text: '***' })
        const left = await runToEnd(engine, running(leaving, shape, 'json'))
        expect(engine.runs.detail(left.id).result).toEqual({ '***': '***', all: Object.keys(encodings).map(() => '***') })
        return [answered, named, left]
      }),
    )
    const script = { cmd: process.execPath, args: ['-e', answering], env: { SECRET: `$secrets.${nameOf('umlauts')}` } }
    const flow = { start: 'a', nodes: { a: { exec_type: 'shell', script, post: { output_key: 'out' } } } }
    const ran = await runFlow(engine, flow)
    expect(JSON.stringify(ran.shared)).toContain('***')
    await until(() => readdirSync(join(engine.dataFolder, 'work')).length === 0)
    expect(await leaks(server, [...ended, ...others.flat(), ran])).toEqual([])
  }, 120_000)

  it('when a server answers a request with it', async () => {
    const server = await serverWithSecrets()
    const { engine } = server
    const site = createServer((request, response) => {
      const [, kind, at] = /^\/(\w+)\/(\d+)/.exec(request.url ?? '') ?? []
      const secret = secretsToHide[shapes[Number(at)] ?? ''] ?? ''
      const rfc3986 = encodings['RFC 3986']?.(secret) ?? ''
      const headers = { 'x-echo': rfc3986, 'x-more': Buffer.from(secret).toString('base64') }
      // To a closed port, or to an invalid address.
      const location = `${Number(at) % 2 ? 'http://127.0.0.1:1' : 'http://no host'}/${rfc3986}`
      if (kind === 'redirects') response.writeHead(302, { ...headers, location }).end()
      else response.writeHead(kind === 'fails' ? 500 : 200, headers).end(`{"said":"${asciiJson(secret)}"}`)
    })
    await new Promise<void>((listening) => site.listen(0, '127.0.0.1', listening))
    onTestFinished(() => void site.close())
    const { port } = site.address() as AddressInfo
    const ended = await Promise.all(
      shapes.flatMap((shape, at) =>
        ['answers', 'fails', 'redirects'].map(async (kind) => {
          const url = `http://127.0.0.1:${port}/${kind}/${at}?q=\${secrets.${nameOf(shape)}}`
          const run = await runToEnd(engine, spec({ body: { kind: 'http', url }, secrets: { url: true }, output: 'json' }))
          expect(run.status).toBe(kind === 'answers' ? 'succeeded' : 'failed')
          if (kind === 'answers') expect(engine.runs.detail(run.id).result).toMatchObject({ body: { said: '***' } })
          if (kind === 'fails')
            expect(run.error).toBe('The server responded with 500; expected 2xx. The response: {"said":"***"}')
          return run
        }),
      ),
    )
    expect(await leaks(server, ended)).toEqual([])
  }, 60_000)

  it('when it is on the command line of a process', async () => {
    const server = await serverWithSecrets()
    const { engine } = server
    await engine.settings.update({ sampleMs: 250 })
    const env = Object.fromEntries(shapes.map((shape) => [nameOf(shape), `$secrets.${nameOf(shape)}`]))
    const processes = shapes.map((shape) => `sh -c 'sleep 60; :' sh "Bearer $${nameOf(shape)}" &`).join('\n')
    const { id, number } = await engine.manual.exec(
      shell(`${processes}\nwait`, { env, secrets: { env: Object.keys(env) } }),
      undefined,
      'api',
    )
    await until(async () => (await (await server.call(`/api/runs/${number}/metrics`)).text()).includes('Bearer ***'))
    const told = await leaks(server, [{ id, number }])
    await engine.runs.cancel(id)
    await untilEnded(engine, id)
    expect([...told, ...(await leaks(server, [{ id, number }]))]).toEqual([])
  }, 60_000)
})
