import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import { logOf, runToEnd, shell, spec, startTestEngine, temporaryFolder, untilEnded } from '../testing/engine.ts'
import { runFlow } from '../testing/flows.ts'

const pem = `-----BEGIN KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0'.repeat(8)}\n-----END KEY-----`
const canaries: Record<string, string> = {
  PLAIN: 'k3y-0123456789-plain',
  STRANGE: `it's "quoted" $HOME \\ (.*)+[a-z] & more`,
  PEM: pem,
  JSON_KEY: JSON.stringify({ user: 'anna', password: 'pässwörd-ünïcode' }),
}

/** Prints its secret in every form, in pieces, and at the end of a failure. */
const echo = `
printf '%s\\n' "$SECRET"
printf '%s' "$SECRET" | base64 -w0; echo
printf '%s' "$SECRET" | base64 -w0 | tr '+/' '-_'; echo
printf 'user:%s@host' "$SECRET" | base64 -w0; echo
printf '%s' "$SECRET" | od -An -v -tx1 | tr -d ' \\n'; echo
node -e 'for (const c of process.env.SECRET) process.stdout.write(c); console.log(); console.log(encodeURIComponent(process.env.SECRET)); console.log(JSON.stringify({ SECRET: process.env.SECRET }))'
echo "::output told=$SECRET"
printf 'it failed with %s\\n' "$SECRET" >&2
`

const formsOf = (secret: string): string[] => [
  secret,
  ...['base64', 'base64url', 'hex'].map((encoding) => Buffer.from(secret).toString(encoding as BufferEncoding)),
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
]

/** Every file below a folder that contains one of these texts. */
function filesWith(folder: string, texts: string[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const bytes = readFileSync(path)
      return texts.some((text) => bytes.includes(text))
    })
}

async function site(): Promise<{ url: string; heard: { url: string; token: string }[] }> {
  const heard: { url: string; token: string }[] = []
  const server = createServer((request, response) => {
    heard.push({ url: request.url ?? '', token: String(request.headers['x-token'] ?? '') })
    const status = request.url?.includes('fails') ? 500 : 200
    const body = JSON.stringify({ echo: request.headers['x-token'], at: request.url })
    response
      .writeHead(status, { 'content-type': 'application/json', 'x-echo': encodeURIComponent(String(request.headers['x-token'])) })
      .end(body)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard }
}

describe('secrets', () => {
  it('go to the program that names them, and nowhere else: not into its log, its result, its error, the database or any file', async () => {
    const engine = await startTestEngine()
    for (const [name, value] of Object.entries(canaries)) await engine.secrets.set(name, value)
    const lengths: unknown[] = []
    for (const name of Object.keys(canaries)) {
      const env = { SECRET: `$secrets.${name}` }
      const over = { env, secrets: { env: ['SECRET'] }, output: 'text' as const }
      const run = await runToEnd(engine, shell(echo, over))
      expect(run.status).toBe('succeeded')
      expect(await logOf(engine, run.id)).toContain('***')
      const failed = await runToEnd(engine, shell(`${echo} exit 3`, over))
      expect(failed).toMatchObject({ status: 'failed', reason: 'exit-code', error: expect.stringContaining('***') })
      const told = await runToEnd(engine, shell(`echo \${#SECRET}`, { ...over, output: 'json' }))
      lengths.push(engine.runs.detail(told.id).result)
    }
    // The shell counts characters or bytes, depending on its locale.
    for (const [index, value] of Object.values(canaries).entries())
      expect([value.length, Buffer.byteLength(value)]).toContain(lengths[index])
    expect(filesWith(engine.dataFolder, Object.values(canaries).flatMap(formsOf))).toEqual([])
  }, 60_000)

  it.each([
    ['colored in part by grep', `echo "$T" | grep --color=always tok >&2; exit 3`, 'T=***'],
    ['with control characters in it', `printf 'T=tok-\\00001\\0012345\\b6789\\n' >&2; exit 3`, 'T=***'],
    ['within a terminal title', `printf 'T=tok-\\033]0;title\\0070123456789\\n' >&2; kill -9 $$`, 'T=***'],
    ['as the last line of its output', `printf 'T=\\033[1mt\\033[0mok-01234\\00056789\\n'; exit 3`, 'Last line: "T=***"'],
  ])('are not in an error that shows one %s', async (_, script, error) => {
    const engine = await startTestEngine()
    await engine.secrets.set('TOKEN', 'tok-0123456789')
    const run = await runToEnd(engine, shell(script, { env: { T: 'T=$secrets.TOKEN' }, secrets: { env: ['T'] } }))
    expect(run).toMatchObject({ status: 'failed', error })
    expect(filesWith(engine.dataFolder, ['tok-0123456789'])).toEqual([])
  })

  it('are not in the error of a request whose answer colors one, or has control characters in it', async () => {
    const engine = await startTestEngine()
    await engine.secrets.set('TOKEN', 'tok-0123456789')
    const server = createServer((request, response) => {
      const [head = '', tail = ''] = String(request.headers['x-token']).split('-')
      response.writeHead(500).end(`${'.'.repeat(290)}\u001b[31m${head}\u001b[0m-${tail.split('').join('\u0000')}`)
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    onTestFinished(() => void server.close())
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const body = { kind: 'http', url, headers: { 'X-Token': '$secrets.TOKEN' } } as const
    const run = await runToEnd(engine, spec({ body, secrets: { headers: ['X-Token'] } }))
    expect(run).toMatchObject({ status: 'failed', error: expect.stringMatching(/\.\.\*\*\*$/) })
  })

  it('work in headers and addresses of requests, and are masked in the answer', async () => {
    const engine = await startTestEngine()
    const { url, heard } = await site()
    await engine.secrets.set('TOKEN', 'tok-0123456789')
    await engine.secrets.set('HOOK', `${url}/hooks/abcdefgh`)
    const request = (path: string) =>
      spec({
        body: { kind: 'http', url: path, headers: { 'X-Token': 'Bearer $secrets.TOKEN' } },
        secrets: { headers: ['X-Token'], url: true },
      })
    const ok = await runToEnd(engine, request(`${url}/at/\${secrets.TOKEN}/here`))
    expect(ok.status).toBe('succeeded')
    expect(heard[0]).toEqual({ url: '/at/tok-0123456789/here', token: 'Bearer tok-0123456789' })
    expect(engine.runs.detail(ok.id).result).toMatchObject({ body: '{"echo":"Bearer ***","at":"/at/***/here"}' })
    expect((await runToEnd(engine, request('$secrets.HOOK'))).status).toBe('succeeded')
    const bad = await runToEnd(engine, request(`${url}/fails`))
    expect(bad).toMatchObject({ status: 'failed', error: expect.stringContaining('***') })
    expect(filesWith(engine.dataFolder, ['tok-0123456789', 'abcdefgh'])).toEqual([])
    const nowhere = await runToEnd(engine, request('$secrets.TOKEN'))
    expect(await logOf(engine, nowhere.id)).toContain('is not an address')
    expect(nowhere).toMatchObject({
      status: 'failed',
      reason: 'could-not-start',
      error: '"$secrets.TOKEN" is not an address that starts with http:// or https://',
    })
  })

  it('stay with their host, wherever that redirects the request', async () => {
    const engine = await startTestEngine()
    await engine.secrets.set('TOKEN', 'tok-0123456789')
    const { url: elsewhere, heard } = await site()
    let asked = 0
    const server = createServer((request, response) => {
      if (request.headers['x-token'] === 'tok-0123456789') asked++
      response.writeHead(302, { location: request.url === '/' ? '/again' : `${elsewhere}/there` }).end()
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    onTestFinished(() => void server.close())
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const headers = { 'X-Token': '$secrets.TOKEN' }
    const run = await runToEnd(engine, spec({ body: { kind: 'http', url, headers }, secrets: { headers: ['X-Token'] } }))
    expect(run.status).toBe('succeeded')
    expect([asked, heard]).toEqual([2, [{ url: '/there', token: '' }]])
  })

  it('work in every place that jobs allow, and in the definitions of flows', async () => {
    const engine = await startTestEngine()
    await engine.secrets.set('TOKEN', 'tok-0123456789')
    const draft = JobDraft.parse({
      name: 'uses it',
      body: { kind: 'script', script: 'printf %s "$A" | wc -c; echo $B', interpreter: ['/bin/sh'] },
      cwd: '/',
      env: { A: '$secrets.TOKEN', B: 'plain $secret' },
    })
    const job = await engine.jobs.create(draft)
    const run = await engine.manual.runJob(job.id, 'api')
    await untilEnded(engine, run.id)
    expect(await logOf(engine, run.id)).toBe('14\nplain $secret\n')

    const flow = {
      start: 'a',
      nodes: {
        a: {
          exec_type: 'shell',
          script: {
            cmd: '/bin/sh',
            args: ['-c', 'echo "$T|$LOCALFLOW_INPUT|$LOCALFLOW_PARAM_SAID"'],
            env: { T: 'x$secrets.TOKEN' },
          },
          prep: { input_key: '$params.said' },
          post: { output_key: 'out' },
        },
      },
    }
    // Data names no secrets, whatever it says.
    const ended = await runFlow(engine, flow, { said: '$secrets.TOKEN' })
    expect(ended).toMatchObject({ status: 'succeeded', shared: { out: 'x***|$secrets.TOKEN|$secrets.TOKEN\n' } })
    expect(filesWith(engine.dataFolder, ['tok-0123456789'])).toEqual([])
    const names = engine.secrets.list().map(({ name, usedBy }) => [name, usedBy.jobs, usedBy.flows.length])
    expect(names).toEqual([['TOKEN', ['uses it'], 1]])
  })

  it('are reported as missing in the editor of a flow', async () => {
    const engine = await startTestEngine()
    const source = `start: a
nodes:
  a:
    exec_type: request
    request:
      url: http://127.0.0.1/
      headers: { X-Token: "Bearer $secrets.TOKEN" }
      body: { token: $secrets.TOKEN }
    prep: { input_key: $secrets.TOKEN }
`
    expect(await engine.flows.check(source)).toMatchObject([
      { severity: 'error', path: 'nodes.a.prep.input_key', message: expect.stringContaining('is not allowed here') },
      {
        severity: 'warning',
        path: 'nodes.a.request.body.token',
        line: 8,
        message: expect.stringContaining('is plain text here'),
      },
    ])
    const right = source.split('\n').slice(0, 7).join('\n')
    expect(await engine.flows.check(right)).toMatchObject([
      { severity: 'warning', line: 7, message: expect.stringContaining('there is no secret "TOKEN" yet') },
    ])
    await engine.secrets.set('TOKEN', 'tok-0123456789')
    expect(await engine.flows.check(right)).toEqual([])
  })

  it('are not available to jobs that do not name them', async () => {
    const engine = await startTestEngine()
    await engine.secrets.set('TOKEN', 'tok-0123456789')
    const run = await runToEnd(engine, shell('echo "$A"', { env: { A: '$secrets.TOKEN' } }))
    expect(await logOf(engine, run.id)).toBe('$secrets.TOKEN\n')
  })

  it('that are missing fail the run before it starts, and the error says how to set them', async () => {
    const engine = await startTestEngine()
    const run = await runToEnd(engine, shell('echo begun', { env: { A: '$secrets.NOBODY' }, secrets: true }))
    expect(run).toMatchObject({
      status: 'failed',
      reason: 'could-not-start',
      error: expect.stringContaining('There is no secret "NOBODY". Set it in Settings > Secrets, or with: lf secret set NOBODY'),
    })
    await engine.secrets.set('NOBODY', 'now there')
    expect(await runToEnd(engine, shell('exit 0', { env: { A: '$secrets.NOBODY' }, secrets: true }))).toMatchObject({
      status: 'succeeded',
    })
    await engine.secrets.remove('NOBODY')
    await expect(engine.secrets.remove('NOBODY')).rejects.toMatchObject({ code: 'not-found' })
  })

  it('open with their own key alone; another one loses nothing', async () => {
    const dataFolder = temporaryFolder()
    const first = await startTestEngine({ dataFolder })
    await first.secrets.set('TOKEN', 'tok-0123456789')
    first.stop()
    const path = join(dataFolder, 'secret-key')
    const key = readFileSync(path, 'utf8')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    writeFileSync(path, `${'0'.repeat(64)}\n`)
    const second = await startTestEngine({ dataFolder })
    const uses = shell('printf %s "$A" | wc -c', { env: { A: '$secrets.TOKEN' }, secrets: true })
    expect(await runToEnd(second, uses)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining(
        'Could not decrypt the secret "TOKEN": the file secret-key in the data folder is not the one',
      ),
    })
    second.stop()
    rmSync(path)
    writeFileSync(path, key, { mode: 0o600 })
    const third = await startTestEngine({ dataFolder })
    expect(await runToEnd(third, uses)).toMatchObject({ status: 'succeeded' })
  })
})
