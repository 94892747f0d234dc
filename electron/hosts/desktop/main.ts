import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, dialog, session, shell } from 'electron'
import { installationOf } from '../installation.ts'
import { readSettings, type Settings } from '../settings.ts'
import { type Host, startHost } from '../start-host.ts'
import { declareAppScheme, serveAppScheme } from './app-protocol.ts'
import { keepAwake } from './keep-awake.ts'
import { setMenu } from './menu.ts'
import { notifyFailures } from './notifications.ts'
import { openPort } from './open-port.ts'
import { desktopSenses, hearPower } from './power.ts'
import { lockContents, lockSession } from './security.ts'
import { createTray } from './tray.ts'
import { answerPathRequests, answerPortRequests, createMainWindow } from './window.ts'

const beside = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const installation = installationOf(import.meta.url, __VERSION__)

// Before the app is ready, and before anything is awaited.
app.enableSandbox()
declareAppScheme()
lockContents()

start().catch(fail)

/** Not awaited at the top: the app becomes ready only when this file has been evaluated. */
async function start(): Promise<void> {
  const settings = readSettings(process.env, { data: dataFlag(process.argv) })
  const state = join(resolve(settings.dataFolder), 'desktop')
  mkdirSync(state, { recursive: true, mode: 0o700 })
  app.setPath('userData', state)
  // One desktop per data folder: a second start shows the window of the first.
  if (app.requestSingleInstanceLock()) await run(settings, state)
  else app.quit()
}

async function run(settings: Settings, state: string): Promise<void> {
  const window = createMainWindow({ preload: beside('../preload/preload.cjs'), state })
  // The tray keeps the app alive.
  app.on('window-all-closed', () => {})
  const host = await startHost(settings, installation, 'desktop', {
    senses: desktopSenses,
    reveal: (path) => shell.showItemInFolder(path),
    openFile: (path) => shell.openPath(path),
  })
  await app.whenReady()
  lockSession(session.defaultSession)
  serveAppScheme(installation.rendererFolder)
  setMenu(window)
  const tray = createTray(host, window, beside('../renderer/tray.png'))
  const parts = [tray, notifyFailures(host, window), keepAwake(host), hearPower(host), openPort(host)]
  answerPortRequests(host)
  answerPathRequests(host)
  app.on('second-instance', () => window.show())
  app.on('activate', () => window.show())
  quitInOrder(host, () => {
    for (const part of parts) part.close()
    window.close()
  })
  window.show()
}

/** Waits for the engine to stop before the process ends. Running children continue in the runner. */
function quitInOrder(host: Host, closeAll: () => void): void {
  let state: 'running' | 'stopping' | 'stopped' = 'running'
  app.on('before-quit', (event) => {
    if (state === 'stopped') return
    event.preventDefault()
    if (state === 'stopping') return
    state = 'stopping'
    closeAll()
    void host.stop().finally(() => {
      state = 'stopped'
      app.quit()
    })
  })
}

/** `--data DIR` or `--data=DIR`, as `lf` takes it. */
function dataFlag(args: string[]): string | undefined {
  const at = args.indexOf('--data')
  return at === -1 ? args.find((arg) => arg.startsWith('--data='))?.slice('--data='.length) : args[at + 1]
}

function fail(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(`Could not start LocalFlow: ${message}\n`)
  void app.whenReady().then(() => {
    dialog.showErrorBox('Could not start LocalFlow', message)
    app.exit(1)
  })
}
