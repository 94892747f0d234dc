import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { app } from './app.ts'
import { fromBrowser, toBrowser } from './network.ts'
import { pageScript } from './page-script.ts'
import { askSpec, onOrder, record } from './spec-channel.ts'
import type { WindowFrame } from './spec-window.ts'

export const ipcMain = new EventEmitter()

type Data = string | { base64: string }
const pack = (data: unknown): Data =>
  typeof data === 'string' ? data : { base64: Buffer.from(data as Uint8Array).toString('base64') }
const unpack = (data: Data): string | Buffer => (typeof data === 'string' ? data : Buffer.from(data.base64, 'base64'))

/** One end of a channel in this process. Messages posted before the other end has a reader wait for it. */
class Port extends EventEmitter {
  other: Port | null = null
  #deliver: ((data: unknown) => void) | null = null
  #waiting: unknown[] = []

  postMessage = (data: unknown): void => this.other?.receive(data)
  start = (): void => this.deliverTo((data) => this.emit('message', { data }))
  close = (): void => void this.emit('close')

  deliverTo(deliver: (data: unknown) => void): void {
    this.#deliver = deliver
    for (const data of this.#waiting.splice(0)) deliver(data)
  }
  receive(data: unknown): void {
    if (this.#deliver) this.#deliver(data)
    else this.#waiting.push(data)
  }
}

export class MessageChannelMain {
  port1 = new Port()
  port2 = new Port()
  constructor() {
    this.port1.other = this.port2
    this.port2.other = this.port1
  }
}

const evaluate = (frame: number, script: string): Promise<unknown> => askSpec('evaluate', { frame, script })

type Options = { width: number; height: number; webPreferences: { preload: string } & Record<string, unknown> }

class WebContents extends EventEmitter {
  opened: Promise<unknown>
  #ports = new Map<number, Port>()
  #nextPort = 1
  openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' })

  constructor({ webPreferences, width, height }: Options) {
    super()
    const script = pageScript(readFileSync(webPreferences.preload, 'utf8'))
    onOrder('message of the page', ({ frame, channel }: { frame: WindowFrame; channel: string }) =>
      this.#fromPage(frame, channel),
    )
    onOrder('data of the page', ({ id, data }: { id: number; data: Data }) => this.#ports.get(id)?.postMessage(unpack(data)))
    onOrder('popup of the page', (url: string) => record('window open', this.openHandler({ url }).action))
    this.opened = askSpec('open', { width, height, script })
    app.emit('web-contents-created', {}, this)
  }

  #closePorts(): void {
    for (const port of this.#ports.values()) port.other?.emit('close')
    this.#ports.clear()
  }

  #fromPage({ id, url, isChild }: WindowFrame, channel: string): void {
    if (channel === 'new document') return this.#closePorts()
    const senderFrame = {
      url: fromBrowser(url),
      parent: isChild ? {} : null,
      postMessage: (name: string, message: unknown, ports: Port[] = []) => this.#toPage(id, name, ports, message),
    }
    ipcMain.emit(channel, { sender: this, senderFrame })
  }

  #toPage(frame: number, channel: string, ports: Port[], message: unknown): void {
    const ids = ports.map((port) => {
      const id = this.#nextPort++
      this.#ports.set(id, port)
      return id
    })
    void evaluate(frame, `__double_receive(${JSON.stringify(channel)}, ${JSON.stringify(ids)}, ${JSON.stringify(message)})`).then(
      () => {
        for (const [index, port] of ports.entries()) {
          const id = ids[index]
          port.deliverTo((data) => void evaluate(frame, `__double_deliver(${id}, ${JSON.stringify(pack(data))})`).catch(() => {}))
        }
      },
      // The page that asked is gone, and what was sent to it with it: the other ends are closed.
      () => {
        for (const id of ids) this.#ports.delete(id)
        for (const port of ports) port.other?.emit('close')
      },
    )
  }

  setWindowOpenHandler = (handler: typeof this.openHandler): void => void (this.openHandler = handler)
  isDestroyed = (): boolean => false
}

/** Would this navigation be let through? Asked of the listeners, as Electron does. */
function refuses(contents: WebContents, event: string, url: string): boolean {
  let prevented = false
  contents.emit(event, { url, preventDefault: () => void (prevented = true) })
  return prevented
}

export class BrowserWindow extends EventEmitter {
  webContents: WebContents
  #options: Options
  #hidden = true

  constructor(options: Options) {
    super()
    this.#options = options
    const { preload: _, ...preferences } = options.webPreferences
    record('web preferences', preferences)
    this.webContents = new WebContents(options)
    onOrder('close window', () => this.close())
    onOrder('resize window', ({ width, height }: { width: number; height: number }) => {
      this.#options = { ...this.#options, width, height }
      this.emit('resize')
    })
    onOrder('refuses', ({ event, url }: { event: string; url: string }) => refuses(this.webContents, event, url))
    onOrder('open window', (url: string) => this.webContents.openHandler({ url }).action)
    onOrder('port for', ({ url, isChild }: { url: string; isChild: boolean }) => {
      let answer = 'nothing'
      const senderFrame = { url, parent: isChild ? {} : null, postMessage: () => void (answer = 'a port') }
      ipcMain.emit('localflow:connect', { sender: this.webContents, senderFrame })
      return answer
    })
    record('window bounds', { width: options.width, height: options.height })
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.opened
    const shown = await askSpec('load', toBrowser(url))
    this.emit('ready-to-show')
    record('loaded', shown)
  }

  show(): void {
    this.#hidden = false
    record('window', 'shown')
  }
  hide(): void {
    this.#hidden = true
    record('window', 'hidden')
  }
  close(): void {
    const event = { prevented: false, preventDefault: () => void (event.prevented = true) }
    this.emit('close', event)
    if (!event.prevented) this.emit('closed')
  }
  focus = (): void => record('focused', Date.now())
  isMinimized = (): boolean => false
  isVisible = (): boolean => !this.#hidden
  isMaximized = (): boolean => false
  restore = (): void => {}
  maximize = (): void => {}
  reload = (): void => void askSpec('reload', null).catch(() => {})
  getNormalBounds = () => ({ x: 10, y: 10, width: this.#options.width, height: this.#options.height })
}
