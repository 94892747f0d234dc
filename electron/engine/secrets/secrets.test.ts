import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { logOf, runToEnd, shell, spec, startTestEngine } from '../testing/engine.ts'
import { filesWith } from '../testing/files-with.ts'

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
})
