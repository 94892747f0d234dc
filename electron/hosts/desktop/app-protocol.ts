import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import { rendererFile, rendererPolicy } from '../../http/static-files.ts'
import { isOurs } from './security.ts'

/** Call this before the app is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the renderer's files, and nothing else, at app://localflow/. */
export function serveAppScheme(rendererFolder: string): void {
  protocol.handle('app', async ({ url, method }) => {
    if (!isOurs(url) || method !== 'GET') return new Response('Not found', { status: 404 })
    const file = rendererFile(rendererFolder, new URL(url).pathname)
    try {
      return new Response(new Uint8Array(await readFile(file.path)), {
        headers: {
          'Content-Type': file.type,
          'Content-Security-Policy': rendererPolicy("'none'"),
          'X-Content-Type-Options': 'nosniff',
        },
      })
    } catch {
      return new Response('Not found', { status: 404, headers: { 'Content-Type': 'text/plain' } })
    }
  })
}
