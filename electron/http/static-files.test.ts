import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { rendererFile } from './static-files.ts'
import { request, startTestServer } from './testing.ts'

const outside = [
  '/../secret.js', '/assets/../../secret.js', '/..%2fsecret.js', '/%2e%2e/secret.js', '/%2e%2e%2fsecret.js', '/..%252fsecret.js', '/..\\secret.js',
  '/assets\\..\\..\\secret.js', '/%5c..%5csecret.js', '//secret.js', '/./../secret.js', '/.../secret.js', '/assets/./../../secret.js', '/....//secret.js',
  '/secret.js%00.js', '/assets/index-abc123.js/../../../secret.js', '/%c0%ae%c0%ae/secret.js', '/.hidden.js', '/assets/.hidden.js', '/C:/secret.js',
  '/C:\\secret.js', '/etc/passwd', '//etc/passwd', '/~/secret.js', '/assets/%00', '/file:///etc/passwd', `/${'../'.repeat(40)}etc/passwd`,
  `/${'a/'.repeat(2_000)}x.js`, '/\u202esj.terces', '/secret.js::$DATA', '/CON.js', '/secret.js.', '/secret.js%20', '/?/../secret.js',
] // biome-ignore format: a list to read across

describe('the files of the interface', () => {
  it('are served with their types; those with a hash in their name may be cached indefinitely', async () => {
    const server = await startTestServer()
    const [page, file] = await Promise.all([server.call('/'), server.call('/assets/index-abc123.js')])
    expect([page.status, page.headers.get('content-type'), page.headers.get('cache-control')]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-cache',
    ])
    expect([await file.text(), file.headers.get('content-type'), file.headers.get('cache-control')]).toEqual([
      'console.log(1)',
      'text/javascript; charset=utf-8',
      'public, max-age=31536000, immutable',
    ])
  })

  it('are the same page for every address of the app', async () => {
    const server = await startTestServer()
    for (const path of ['/', '/index.html', '/jobs', '/runs/12', '/runs/12?line=3', '/jobs/a%20b'])
      expect(await (await server.call(path)).text()).toContain('<title>LocalFlow</title>')
  })

  it('have an address for every page of the app, which shows unknown pages as such', async () => {
    const routes = readFileSync(new URL('../../renderer/routes.tsx', import.meta.url), 'utf8').matchAll(/ path: '([^']+)'/g)
    const paths = [...routes].map(([, path = '']) => path.replaceAll(/:\w+/g, '1'))
    expect(paths.length).toBeGreaterThan(15)
    const server = await startTestServer()
    for (const path of paths) expect((await server.call(path)).status, path).toBe(200)
    const asBrowser = await server.call('/no/such/page', { headers: { Accept: 'text/html,*/*;q=0.8' } })
    expect([asBrowser.status, await asBrowser.text()]).toEqual([404, expect.stringContaining('<title>LocalFlow</title>')])
    const asProgram = await server.call('/no/such/page')
    expect([asProgram.status, await asProgram.json()]).toMatchObject([404, { error: { code: 'not-found' } }])
  })

  it('are not served next to another base path', async () => {
    const server = await startTestServer({ basePath: '/taskflow/api' })
    const statuses = ['/taskflow/api/jobs', '/api/jobs', '/taskflow/jobs', '/jobs'].map(
      async (path) => (await server.call(path)).status,
    )
    expect(await Promise.all(statuses)).toEqual([200, 404, 404, 200])
  })

  it('are not served from outside of their folder, however the path is written', async () => {
    const server = await startTestServer()
    for (const path of outside) {
      const answer = await server.raw(
        request(`GET ${encodeURI(path).replaceAll('%25', '%').replaceAll('%5C', '\\')} HTTP/1.1`, `Host: ${server.host}`),
      )
      expect(answer.body, path).not.toMatch(/a secret|root:/)
      expect([200, 400, 403, 404], path).toContain(answer.status)
    }
  })

  it('have no path outside of their folder, whatever the address', () => {
    for (const path of outside) expect(rendererFile('/r', path).path).not.toContain('..')
  })

  it('that are missing, or folders, are not found; a folder is never listed', async () => {
    const server = await startTestServer()
    expect((await server.call('/assets/none.js')).status).toBe(404)
    for (const folder of ['/assets', '/assets/']) {
      const answer = await server.call(folder)
      expect([answer.status, await answer.text()]).toEqual([404, expect.not.stringContaining('index-abc123')])
    }
  })

  it('explain how to build them if they are not built', async () => {
    const server = await startTestServer({ rendererFolder: '/no/such/folder' })
    const answer = await server.call('/')
    expect([answer.status, await answer.text()]).toEqual([404, 'The interface is not built. Run "npm run build".\n'])
  })

  it('let a page run its own scripts and reach its own host only', async () => {
    const server = await startTestServer()
    const policy = (await server.call('/')).headers.get('content-security-policy') ?? ''
    expect(policy.split('; ').sort()).toEqual([
      "base-uri 'none'",
      `connect-src 'self' ws://${server.host}`,
      "default-src 'none'",
      "font-src 'self'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "img-src 'self' data:",
      "script-src 'self'",
      "style-src 'self'",
    ])
  })

  it('are not sent for HEAD, only described', async () => {
    const server = await startTestServer()
    const answer = await server.call('/assets/index-abc123.js', { method: 'HEAD' })
    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([200, '14', ''])
  })
})
