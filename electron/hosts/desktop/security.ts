import { app, type Session, shell, type WebContents } from 'electron'

/** The only origin whose pages our windows show. */
export const appOrigin = 'app://localflow'

export const isOurs = (url: string): boolean => url === appOrigin || url.startsWith(`${appOrigin}/`)

/** Denies every permission that a page could ask for, because none is needed. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, decide) => decide({}))
}

/** An address of the web, which the system's browser may open; nothing else leaves the window. */
export const isOfWeb = (url: string): boolean => URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol)

/** Keeps every web contents on our own pages. Links to the web open in the system's browser. */
export function lockContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate'] as const) {
      contents.on(event as 'will-navigate', (details) => {
        if (!isOurs(details.url)) details.preventDefault()
      })
    }
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      if (isOfWeb(url)) void shell.openExternal(url)
      return { action: 'deny' }
    })
  })
}

/** True for the main frame of one of our own pages: no other frame may talk to this process. */
export function isTrusted(frame: { url: string; parent: unknown } | null, contents: WebContents): boolean {
  return frame !== null && frame.parent === null && isOurs(frame.url) && !contents.isDestroyed()
}
