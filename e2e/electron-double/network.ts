import { EventEmitter } from 'node:events'
import { onOrder, record } from './spec-channel.ts'
import type { PageAnswer } from './spec-window.ts'

type Handler = (request: { url: string; method: string }) => Promise<Response>
const handlers = new Map<string, Handler>()

/** Chromium alone knows no schemes but its own: app://name is shown as https://name.app, which leads nowhere else. */
export const toBrowser = (url: string): string => url.replace(/^app:\/\/([^/]+)/, 'https://$1.app')
export const fromBrowser = (url: string): string => url.replace(/^https:\/\/([^/]+)\.app/, 'app://$1')

export const protocol = {
  registerSchemesAsPrivileged: (schemes: unknown): void => record('schemes', schemes),
  handle: (scheme: string, handler: Handler): void => void handlers.set(scheme, handler),
}

/** Everything a page asks for goes through the app's own handler, or nowhere. */
onOrder('request of the page', async (request: { url: string; method: string }): Promise<PageAnswer | null> => {
  const url = fromBrowser(request.url)
  const handler = handlers.get(new URL(url).protocol.replace(':', ''))
  if (!handler) {
    record('requested elsewhere', url)
    return null
  }
  const answer = await handler({ url, method: request.method })
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: new Uint8Array(await answer.arrayBuffer()),
  }
})

class Session extends EventEmitter {
  setPermissionRequestHandler = (handler: (contents: null, permission: string, decide: (ok: boolean) => void) => void): void =>
    handler(null, 'media', (ok) => record('permission request', ok))
  setPermissionCheckHandler = (handler: () => boolean): void => record('permission check', handler())
  setDevicePermissionHandler = (handler: () => boolean): void => record('device permission', handler())
  setDisplayMediaRequestHandler = (handler: (request: null, decide: (streams: object) => void) => void): void =>
    handler(null, (streams) => record('display media', streams))
}

export const session = { defaultSession: new Session() }
