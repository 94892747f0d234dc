import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { MainWindow } from './window.ts'

/** The usual menus: without them a Mac has no copy and paste. */
export function setMenu(window: MainWindow): void {
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'File',
      submenu: [
        { label: 'Open LocalFlow', accelerator: 'CmdOrCtrl+O', click: () => window.show() },
        { role: 'close' },
        { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    { label: 'View', submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'togglefullscreen' }] },
    { role: 'windowMenu' },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
