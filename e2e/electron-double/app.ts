import { EventEmitter } from 'node:events'
import { rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { onOrder, record } from './spec-channel.ts'

class App extends EventEmitter {
  isPackaged = false
  #paths = new Map<string, string>()
  #ready = new Promise<void>((resolve) => setImmediate(resolve))
  #lock: Server | null = null
  commandLine = {
    getSwitchValue: (name: string): string =>
      process.argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? '',
  }

  enableSandbox = (): void => record('enableSandbox', true)
  whenReady = (): Promise<void> => this.#ready
  getVersion = (): string => '0.0.0'
  setPath = (name: string, path: string): void => void this.#paths.set(name, path)

  /** Electron's answer is synchronous, and a socket's is not: the second connects to the first to announce itself. */
  requestSingleInstanceLock(): boolean {
    const path = join(this.#paths.get('userData') ?? '', 'instance')
    if (process.env['DOUBLE_SECOND_INSTANCE'] === '1') {
      connect(path).on('connect', function (this: import('node:net').Socket) {
        this.end()
      })
      return false
    }
    rmSync(path, { force: true })
    this.#lock = createServer(() => this.emit('second-instance', {}, [], '')).listen(path)
    return true
  }

  quit(): void {
    const event = { prevented: false, preventDefault: () => void (event.prevented = true) }
    this.emit('before-quit', event)
    if (!event.prevented) this.exit(0)
  }

  exit(code: number): void {
    this.#lock?.close()
    process.exit(code)
  }
}

export const app = new App()
onOrder('quit', () => void setImmediate(() => app.quit()))
