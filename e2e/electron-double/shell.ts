import { EventEmitter } from 'node:events'
import { onOrder, record } from './spec-channel.ts'

type Item = { label?: string; type?: string; enabled?: boolean; role?: string; click?: () => void; submenu?: Item[] }

export const Menu = {
  buildFromTemplate: (template: Item[]): Item[] => template,
  setApplicationMenu: (template: Item[]): void => record('menu', labelsOf(template)),
}

const labelsOf = (items: Item[]): unknown[] =>
  items.map(({ label, role, type, submenu }) => ({ label: label ?? role ?? type, submenu: submenu && labelsOf(submenu) }))

export class Tray extends EventEmitter {
  #menu: Item[] = []

  constructor(image: { path: string }) {
    super()
    record('tray icon', image.path)
    onOrder('click tray', () => this.emit('click'))
    // The labels of the menus that lead to an item, with › between them.
    onOrder('choose in tray', (path: string) => {
      const [first, ...inner] = path.split(' › ')
      const labelled = (items: Item[] | undefined, label: string | undefined) => items?.find((item) => item.label === label)
      const item = inner.reduce((found, label) => labelled(found?.submenu, label), labelled(this.#menu, first))
      if (!item?.click) throw new Error(`nothing to click: ${path}`)
      item.click()
    })
  }

  setToolTip = (text: string): void => record('tray tooltip', text)
  setContextMenu(menu: Item[]): void {
    this.#menu = menu
    record(
      'tray menu',
      menu.map(({ label, type }) => label ?? type),
    )
  }
  destroy = (): void => record('tray menu', null)
}

/** What would be shown on a person's screen, for a spec to read and to click. */
export class Notification extends EventEmitter {
  #options: { title: string; body: string }

  constructor(options: { title: string; body: string }) {
    super()
    this.#options = options
  }
  show(): void {
    notices.push(this)
    record(
      'notifications',
      notices.map((notice) => notice.#options),
    )
  }
}
const notices: Notification[] = []
onOrder('click notification', (index: number) => notices[index]?.emit('click'))

export const shell = {
  showItemInFolder: (path: string): void => record('shown in a folder', path),
  openPath: async (path: string): Promise<string> => {
    record('opened in an editor', path)
    return ''
  },
  openExternal: async (url: string): Promise<void> => record('opened in the browser', url),
}

let blockers = 0
const blocking = new Set<number>()
export const powerSaveBlocker = {
  start(type: string): number {
    blocking.add(++blockers)
    record('power save blocker', type)
    return blockers
  },
  stop(id: number): void {
    blocking.delete(id)
    if (blocking.size === 0) record('power save blocker', null)
  },
}

let onBattery = false
export const powerMonitor = Object.assign(new EventEmitter(), {
  isOnBatteryPower: () => onBattery,
  getSystemIdleTime: () => 0,
})
onOrder('power', (source) => {
  onBattery = source === 'battery'
  powerMonitor.emit(onBattery ? 'on-battery' : 'on-ac')
})
onOrder('wake', () => powerMonitor.emit('resume'))
onOrder('unlock', () => powerMonitor.emit('unlock-screen'))

export const nativeImage = { createFromPath: (path: string) => ({ path }) }
export const nativeTheme = { shouldUseDarkColors: false }
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] }
export const dialog = {
  showErrorBox: (title: string, text: string): void => record('error box', { title, text }),
  /** Chooses the folder that every system has. */
  showOpenDialog: async (options: unknown): Promise<{ canceled: boolean; filePaths: string[] }> => {
    record('open dialog', options)
    return { canceled: false, filePaths: ['/tmp'] }
  },
}
