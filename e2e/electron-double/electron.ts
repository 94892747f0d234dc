/**
 * Stands in for the module `electron` where its binary is not available: the window is a page in the spec's Chromium, with
 * the real preload in it and real messages over the ports. Parts without a window of their own (tray, dialogs, menus) are
 * recorded, and a spec reaches them over the process's IPC channel (see spec-channel.ts).
 */
export { app } from './app.ts'
export { BrowserWindow, ipcMain, MessageChannelMain } from './browser-window.ts'
export { protocol, session } from './network.ts'
export {
  dialog,
  Menu,
  Notification,
  nativeImage,
  nativeTheme,
  powerMonitor,
  powerSaveBlocker,
  screen,
  shell,
  Tray,
} from './shell.ts'
