import { join } from 'node:path'
import { BrowserWindow, dialog, ipcMain, MessageChannelMain, nativeTheme } from 'electron'
import type { Host } from '../start-host.ts'
import { appOrigin, isTrusted } from './security.ts'
import { keepPlace, readPlace } from './window-place.ts'

/** `path`: the page to show instead of the current one. */
export type MainWindow = { show(path?: string): void; close(): void }

/** The one window. Closing it hides it: LocalFlow stays in the tray until a person quits it. */
export function createMainWindow(paths: { preload: string; state: string }): MainWindow {
  const placePath = join(paths.state, 'window.json')
  let window: BrowserWindow | null = null
  let quitting = false

  function open(path: string): BrowserWindow {
    const place = readPlace(placePath)
    const created = new BrowserWindow({
      ...(place ?? { width: 1280, height: 800 }),
      minWidth: 640,
      minHeight: 480,
      title: 'LocalFlow',
      show: false,
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#151617' : '#f6f6f4',
      webPreferences: {
        preload: paths.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        spellcheck: false,
      },
    })
    if (place?.maximized) created.maximize()
    keepPlace(created, placePath)
    created.once('ready-to-show', () => created.show())
    created.on('close', (event) => {
      if (quitting) return
      event.preventDefault()
      created.hide()
    })
    created.on('closed', () => {
      window = null
    })
    created.webContents.on('render-process-gone', () => created.reload())
    void created.loadURL(`${appOrigin}${path}`)
    return created
  }

  return {
    show(path) {
      const isOpen = window !== null
      window ??= open(path ?? '/')
      if (isOpen && path !== undefined) void window.loadURL(`${appOrigin}${path}`)
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
    /** For good: the app is going away. */
    close() {
      quitting = true
      window?.close()
    },
  }
}

/** Gives each of our pages that asks a message port of its own into the engine. */
export function answerPortRequests(host: Host): void {
  ipcMain.on('localflow:connect', (event) => {
    if (!isTrusted(event.senderFrame, event.sender))
      return host.log.warn('refused a message port to an unknown page', { url: event.senderFrame?.url })
    const { port1, port2 } = new MessageChannelMain()
    host.transports.servePort(port1)
    port1.start()
    event.senderFrame?.postMessage('localflow:port', null, [port2])
  })
}

/** Lets a person choose a file or a folder for one of our pages that asks, in the dialog of the system. */
export function answerPathRequests(host: Host): void {
  for (const kind of ['file', 'folder'] as const)
    ipcMain.on(`localflow:choose-${kind}`, (event) => {
      const { senderFrame, sender } = event
      if (!isTrusted(senderFrame, sender)) return host.log.warn('refused a dialog to an unknown page', { url: senderFrame?.url })
      void dialog
        .showOpenDialog({ properties: [kind === 'file' ? 'openFile' : 'openDirectory'] })
        .then(({ filePaths }) => senderFrame?.postMessage('localflow:chosen', filePaths[0] ?? null))
    })
}
