import { contextBridge, ipcRenderer } from 'electron'

// All that a page gets: it may ask for a message port, and the port reaches it as a message of its own window.
ipcRenderer.on('localflow:port', ({ ports }) => window.postMessage('localflow-port', location.origin, [...ports]))
contextBridge.exposeInMainWorld('localflow', { connect: () => ipcRenderer.send('localflow:connect') })
