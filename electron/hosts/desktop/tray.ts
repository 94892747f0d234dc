import { app, Menu, nativeImage, Tray } from 'electron'
import type { Host } from '../start-host.ts'
import type { MainWindow } from './window.ts'

const refreshMs = 300

/** The icon outside the window: what is going on, open, quit. */
export function createTray(host: Host, window: MainWindow, iconPath: string): { close(): void } {
  const tray = new Tray(nativeImage.createFromPath(iconPath))
  let shown = ''

  function refresh(): void {
    const { running, queued } = host.engine.info()
    const words = running + queued === 0 ? 'Idle' : `${running} running${queued > 0 ? `, ${queued} queued` : ''}`
    if (words === shown) return
    shown = words
    tray.setToolTip(`LocalFlow: ${words}`)
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: words, enabled: false },
        { type: 'separator' },
        { label: 'Open LocalFlow', click: () => window.show() },
        { label: 'Quit', click: () => app.quit() },
      ]),
    )
  }

  tray.on('click', () => window.show())
  refresh()
  let timer: NodeJS.Timeout | null = null
  const stop = host.engine.committed.listen(() => {
    timer ??= setTimeout(() => {
      timer = null
      refresh()
    }, refreshMs)
  })
  return {
    close() {
      stop()
      if (timer) clearTimeout(timer)
      tray.destroy()
    },
  }
}
